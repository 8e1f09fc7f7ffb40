import { mediaLimits } from 'backend/contracts/report-media';
import { Mic, Square } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Notice } from '../../components/states.js';
import { useNow } from '../../use-now.js';
import { FileButton } from './file-button.js';
import { playingTime } from './media-rules.js';
import { canRecord, useRecorder } from './use-recorder.js';

type VoicePartProps = {
  busy: boolean;
  onNote: (note: Blob, seconds?: number) => void;
  /** Told while the microphone is on, so that nobody leaves in the middle of a sentence. */
  onRecording: (running: boolean) => void;
};

/** Saying it instead of typing: recorded here after our own reason and the phone's question, or a file recorded elsewhere. */
export function VoicePart({ busy, onNote, onRecording }: VoicePartProps) {
  const [explaining, setExplaining] = useState(false);
  const { recording, begin, end } = useRecorder(onNote);

  const box = useRef<HTMLDivElement>(null);
  const running = recording.kind === 'recording';
  const told = useRef(onRecording);
  told.current = onRecording;

  useEffect(() => {
    told.current(running);
    if (running) box.current?.scrollIntoView({ block: 'nearest' });
  }, [running]);

  if (running)
    return (
      <div ref={box} className="voice-running">
        <p className="voice-time">
          <span className="voice-dot" aria-hidden="true" />
          Đang ghi âm <Elapsed since={recording.since} /> / {playingTime(mediaLimits.voice.seconds)}
        </p>
        <Button icon={<Square aria-hidden="true" size={20} />} onPress={end}>
          Ghi xong
        </Button>
      </div>
    );

  const other = (
    <FileButton
      accept="audio/*"
      look="plain"
      busy={busy}
      icon={<Mic aria-hidden="true" size={22} />}
      onFiles={([file]) => file && onNote(file)}
    >
      Chọn tệp ghi âm
    </FileButton>
  );
  if (!canRecord()) return other;
  if (recording.kind === 'refused' || recording.kind === 'unavailable')
    return (
      <>
        <Notice>
          {recording.kind === 'refused'
            ? 'Không sao. Có thể gõ chữ ở bước 3, hoặc chọn tệp đã ghi âm sẵn.'
            : 'Máy này chưa ghi âm được ở đây. Có thể gõ chữ ở bước 3, hoặc chọn tệp đã ghi âm sẵn.'}
        </Notice>
        {other}
      </>
    );
  return (
    <>
      <Button look="plain" busy={busy} icon={<Mic aria-hidden="true" size={22} />} onPress={() => setExplaining(true)}>
        Ghi âm lời nói
      </Button>
      {explaining && (
        <Dialog
          title="Vì sao cần micrô?"
          onClose={() => setExplaining(false)}
          actions={
            <>
              <Button
                busy={recording.kind === 'asking'}
                onPress={() => {
                  void begin().finally(() => setExplaining(false));
                }}
              >
                Tiếp tục, để máy hỏi tôi
              </Button>
              <Button look="quiet" onPress={() => setExplaining(false)}>
                Thôi, tôi gõ chữ
              </Button>
            </>
          }
        >
          <p>
            Để ghi lời ông/bà nói, tối đa {mediaLimits.voice.seconds / 60} phút. Micrô chỉ bật khi đang ghi. Ghi xong nghe lại được, không
            ưng thì xóa.
          </p>
          <p>Chỉ cán bộ giải quyết được nghe. Không cho dùng micrô vẫn gửi phản ánh bình thường.</p>
        </Dialog>
      )}
    </>
  );
}

function Elapsed({ since }: { since: number }) {
  return <span className="voice-seconds">{playingTime((useNow() - since) / 1000)}</span>;
}
