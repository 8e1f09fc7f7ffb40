import { CircleAlert, CircleCheck, CloudUpload } from 'lucide-react';
import { spokenTime } from '../../days.js';
import { sayToOfficer } from '../console-words.js';
import type { SaveState } from './use-autosave.js';

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
          <span>
            {state.failure.code === 'invalid_request'
              ? (Object.values(state.failure.fields)[0] ?? 'Có chỗ chưa đúng nên chưa lưu được.')
              : sayToOfficer(state.failure)}{' '}
            Những gì vừa viết vẫn còn trên trang này.
          </span>
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
