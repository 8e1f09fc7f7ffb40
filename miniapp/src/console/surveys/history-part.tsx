import type { Survey } from 'backend/contracts/surveys-desk';
import { Link } from 'react-router-dom';
import { shortInstant } from './survey-words.js';

type Event = { at: string; words: string; changes?: readonly { before: string; after: string }[]; broadcastId?: string };

/** What was done with a survey, the newest first, with names and reasons. */
export function HistoryPart({ survey }: { survey: Survey }) {
  const events: Event[] = [
    { at: survey.author.at, words: `${survey.author.name} soạn.` },
    ...(survey.published === null ? [] : [{ at: survey.published.at, words: `${survey.published.name} phát hành.` }]),
    ...survey.versions
      .filter(({ version }) => version > 1)
      .map(({ at, by, version, reason }) => ({ at, words: `${by} thay câu hỏi (phiên bản ${version}). Lý do: ${reason}` })),
    ...survey.corrections.map(({ at, by, reason, words }) => ({
      at,
      words: `${by} sửa chữ. Lý do: ${reason}`,
      changes: words,
    })),
    ...survey.extensions.map(({ at, by, from, to, reason }) => ({
      at,
      words: `${by} gia hạn từ ${shortInstant(from)} đến ${shortInstant(to)}. Lý do: ${reason}`,
    })),
    ...survey.reminders.map(({ at, by, broadcastId }) => ({ at, words: `${by} soạn tin nhắc.`, broadcastId })),
  ];
  events.sort((one, other) => (one.at < other.at ? 1 : -1));
  return (
    <details className="desk-fold">
      <summary>Lịch sử của khảo sát</summary>
      <ul className="desk-records">
        {events.map((event) => (
          <li key={`${event.at} ${event.words}`}>
            <span>
              <span className="quiet desk-block">{shortInstant(event.at)}</span>
              {event.words}
              {event.changes?.map(({ before, after }) => (
                <span key={`${before} ${after}`} className="quiet desk-block">
                  “{before}” thành “{after}”
                </span>
              ))}
              {event.broadcastId !== undefined && (
                <Link to={`/console/broadcasts/${event.broadcastId}`} className="more-link">
                  Mở tin nhắc
                </Link>
              )}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
