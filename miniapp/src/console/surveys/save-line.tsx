import { CircleAlert, CircleCheck, CloudUpload } from 'lucide-react';
import type { CallFailure } from '../../api.js';
import { spokenTime } from '../../days.js';
import { sayToOfficer } from '../console-words.js';
import type { SaveState } from './use-autosave.js';

/** Offline nothing need be looked at again: what is not stored is stored once the network is back. */
function sayNotSaved(failure: CallFailure): string {
  if (failure.code === 'offline') return 'Mất mạng nên chưa lưu được. Chữ vẫn còn ở đây, có mạng thì tự lưu.';
  if (failure.code === 'invalid_request') return `Chưa lưu: ${Object.values(failure.fields)[0] ?? 'có chỗ chưa đúng.'}`;
  return `Chưa lưu. ${sayToOfficer(failure)}`;
}

/** Whether what is written is stored, in one line; with a way on when it is not. */
export function SaveLine({ state, onRetry }: { state: SaveState; onRetry: () => void }) {
  switch (state.kind) {
    case 'saved':
      return (
        <p className="desk-survey-save" role="status">
          <CircleCheck aria-hidden="true" size={18} />
          {state.time === null ? 'Tự lưu khi đang soạn' : `Đã lưu lúc ${spokenTime(state.time)}`}
        </p>
      );
    case 'waiting':
    case 'saving':
      return (
        <p className="desk-survey-save" role="status">
          <CloudUpload aria-hidden="true" size={18} />
          Đang lưu…
        </p>
      );
    case 'held':
      return (
        <p className="desk-survey-save desk-survey-save-late" role="status">
          <CircleAlert aria-hidden="true" size={18} />
          Chưa lưu: {Object.values(state.faults)[0]}
        </p>
      );
    case 'failed':
      return (
        <p className="desk-survey-save desk-survey-save-late" role="alert">
          <CircleAlert aria-hidden="true" size={18} />
          <span>{sayNotSaved(state.failure)}</span>
          <button type="button" className="desk-tool" onClick={onRetry}>
            Lưu lại
          </button>
        </p>
      );
    case 'conflict':
      return (
        <p className="desk-survey-save desk-survey-save-late" role="status">
          <CircleAlert aria-hidden="true" size={18} />
          Chưa lưu: đồng nghiệp vừa sửa khảo sát này.
        </p>
      );
  }
}
