import './household.css';
import { readMyHousehold } from 'backend/contracts/households';
import { useState } from 'react';
import { useParams } from 'react-router-dom';
import { Screen } from '../../components/screen.js';
import { Failure, Skeleton } from '../../components/states.js';
import { useApi } from '../../use-api.js';
import { AskPart } from './ask-part.js';
import { ClaimPart } from './claim-part.js';
import { LinkedPart } from './linked-part.js';
import { NoticesPart } from './notices-part.js';
import { RequestPart } from './request-part.js';

/** The person's own household: linked by a code, asked for, or shown. `/household/claim/:code` comes from a scanned invitation. */
export default function HouseholdPage() {
  const { code } = useParams();
  const mine = useApi(readMyHousehold, {});
  const [asks, setAsks] = useState(false);
  // A scanned code is looked at once, also when the page is come back to from asking.
  const [scanned, setScanned] = useState(code ?? '');
  const reload = () => void mine.mutate();
  const back = asks && mine.data?.household === null ? { onBack: () => setAsks(false) } : {};
  return (
    <Screen title="Hộ của tôi" backTo="/me" {...back}>
      {mine.data === undefined && mine.error !== undefined && <Failure failure={mine.error} onRetry={reload} />}
      {mine.data === undefined && mine.error === undefined && <Skeleton rows={3} tall />}
      {mine.data !== undefined && (
        <>
          <NoticesPart notices={mine.data.notices} onSeen={reload} />
          {mine.data.household !== null ? (
            <LinkedPart household={mine.data.household} hasCode={code !== undefined} onLeft={reload} />
          ) : asks ? (
            <AskPart
              onSent={() => {
                setAsks(false);
                reload();
              }}
            />
          ) : (
            <>
              {mine.data.request !== null && <RequestPart request={mine.data.request} onWithdrawn={reload} />}
              <ClaimPart
                first={scanned}
                onLinked={(household) =>
                  void mine.mutate({ household, request: null, notices: mine.data?.notices ?? [] }, { revalidate: false })
                }
                onStale={reload}
              >
                {mine.data.request?.state !== 'waiting' && (
                  <button
                    type="button"
                    className="text-button"
                    onClick={() => {
                      setScanned('');
                      setAsks(true);
                    }}
                  >
                    Chưa có mã? Gửi yêu cầu cho trưởng xóm
                  </button>
                )}
              </ClaimPart>
            </>
          )}
        </>
      )}
    </Screen>
  );
}
