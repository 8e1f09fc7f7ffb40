import './consultations.css';
import '../disclosures/disclosures.css';
import { type DeskConsultation, readDeskConsultation } from 'backend/contracts/consultation-desk';
import type { ReactNode } from 'react';
import { NavLink, useNavigate } from 'react-router-dom';
import { Failure, Skeleton } from '../../components/states.js';
import { useApi } from '../../use-api.js';
import { Frame } from '../frame.js';
import { consultationStateWords } from './desk-words.js';

type FrameProps = { one: DeskConsultation | null; children: ReactNode };

/** One consultation in its three parts: what is asked, what people said, what became of it. */
export function ConsultationFrame({ one, children }: FrameProps) {
  const navigate = useNavigate();
  const base = `/console/consultations/${one?.id}`;
  const { waiting = 0, ungrouped = 0 } = one?.counts ?? {};
  return (
    <Frame
      title={one === null ? 'Soạn lần lấy ý kiến' : one.number}
      {...(one === null ? {} : { beside: consultationStateWords[one.state] })}
      width="sides"
      onBackToList={() => navigate('/console/consultations')}
    >
      {one !== null && one.current !== null && (
        <nav className="desk-consultation-tabs" aria-label="Các phần của lần lấy ý kiến">
          <NavLink to={base} end className="desk-consultation-tab">
            Nội dung
          </NavLink>
          <NavLink to={`${base}/opinions`} className="desk-consultation-tab">
            Ý kiến{waiting + ungrouped > 0 && ` (${waiting + ungrouped})`}
          </NavLink>
          <NavLink to={`${base}/synthesis`} className="desk-consultation-tab">
            Tổng hợp
          </NavLink>
        </nav>
      )}
      {children}
    </Frame>
  );
}

type LoadedProps = {
  id: string;
  children: (one: DeskConsultation, onChange: (newer: DeskConsultation) => void, reload: () => void) => ReactNode;
};

/** Reads it once for whichever part is open. */
export function Loaded({ id, children }: LoadedProps) {
  const navigate = useNavigate();
  const one = useApi(readDeskConsultation, { params: { id } }, { revalidateOnFocus: false });
  if (one.data !== undefined)
    return (
      <>
        {children(
          one.data,
          (newer) => void one.mutate(newer, { revalidate: false }),
          () => void one.mutate(),
        )}
      </>
    );
  return (
    <Frame title="Lấy ý kiến Nhân dân" onBackToList={() => navigate('/console/consultations')}>
      {one.error !== undefined ? <Failure failure={one.error} onRetry={() => void one.mutate()} /> : <Skeleton rows={4} tall />}
    </Frame>
  );
}
