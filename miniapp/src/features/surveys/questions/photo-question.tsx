import { Camera, Trash2 } from 'lucide-react';
import { Notice } from '../../../components/states.js';
import { FileButton } from '../../feedback/file-button.js';
import { QuestionFrame } from './question-frame.js';
import type { PhotoWays, QuestionProps } from './question-props.js';

type PhotoQuestionProps = QuestionProps<'photo'> & { ways: PhotoWays };

/** Photographs: made or chosen, seen again, taken away. */
export function PhotoQuestion({ question, fault, number, ways: { photos, busy, fault: refused, onPhoto, onRemove } }: PhotoQuestionProps) {
  const room = question.max - photos.length;
  return (
    <QuestionFrame question={question} number={number} fault={fault}>
      {photos.length > 0 && (
        <ul className="survey-photos" aria-label="Ảnh đã chọn">
          {photos.map(({ key, address, isWaiting }, place) => (
            <li key={key} className="survey-photo">
              {address === null ? (
                <span className="survey-photo-away">Ảnh {place + 1} đã tải lên từ trước</span>
              ) : (
                <img src={address} alt={`Ảnh ${place + 1} đã chọn`} />
              )}
              {isWaiting && <span className="quiet">Chưa tải lên</span>}
              <button type="button" className="survey-small-button" aria-label={`Bỏ ảnh ${place + 1}`} onClick={() => onRemove(key)}>
                <Trash2 aria-hidden="true" size={20} />
                Bỏ
              </button>
            </li>
          ))}
        </ul>
      )}
      {refused !== null && (
        <Notice tone="attention" urgent>
          {refused}
        </Notice>
      )}
      {room > 0 && (
        <FileButton
          accept="image/*"
          multiple={room > 1}
          look="plain"
          busy={busy}
          icon={<Camera aria-hidden="true" size={22} />}
          onFiles={(files) => onPhoto(files.slice(0, room))}
        >
          {photos.length === 0 ? 'Chụp hoặc chọn ảnh' : `Thêm ảnh (còn ${room})`}
        </FileButton>
      )}
      {question.max > 1 && <p className="survey-said">Nhiều nhất {question.max} ảnh.</p>}
    </QuestionFrame>
  );
}
