import { readLetterSignature, saveLetterSignature } from 'backend/contracts/life-letters';
import { useRef } from 'react';
import { Button } from '../../components/button.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { sayToOfficer } from '../console-words.js';
import { useSave } from '../use-save.js';

const largest = 60_000;

/** The file in base64, made smaller by the browser first: photographs of a phone are far too large. */
async function pictureOf(file: File): Promise<string> {
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, 600 / bitmap.width, 240 / bitmap.height);
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  const png = canvas.toDataURL('image/png');
  const smaller = png.length > largest ? canvas.toDataURL('image/jpeg', 0.8) : png;
  return smaller.slice(smaller.indexOf(',') + 1);
}

/** The signer's own signature, put on the letters they approve from now on. */
export function SignaturePart() {
  const signature = useApi(readLetterSignature, {});
  const { busy, failure, faults, save } = useSave();
  const input = useRef<HTMLInputElement>(null);
  const picture = signature.data?.picture ?? null;
  const put = async (file: File | null) => {
    await save(
      {},
      async () => {
        const body = { picture: file === null ? null : await pictureOf(file) };
        await signature.mutate(await call(saveLetterSignature, { body }), { revalidate: false });
      },
      file === null ? 'Đã bỏ chữ ký.' : 'Đã lưu chữ ký.',
    );
  };
  const fault = faults['body.picture'] ?? (failure === null ? undefined : sayToOfficer(failure));
  return (
    <details className="desk-fold">
      <summary>Chữ ký của tôi trên thư</summary>
      <section className="desk-step" aria-label="Chữ ký của tôi trên thư">
        {picture === null ? (
          <p className="quiet">Chưa có ảnh chữ ký. Thư vẫn ghi rõ ai đã duyệt, lúc nào.</p>
        ) : (
          <img className="desk-signature" src={picture} alt="Chữ ký đang dùng" />
        )}
        <input
          ref={input}
          type="file"
          accept="image/png,image/jpeg"
          aria-label="Ảnh chữ ký"
          className="visually-hidden"
          tabIndex={-1}
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            event.target.value = '';
            if (file !== undefined) void put(file);
          }}
        />
        {fault !== undefined && (
          <p className="field-fault" role="alert">
            {fault}
          </p>
        )}
        <Button look="plain" busy={busy} onPress={() => input.current?.click()}>
          {picture === null ? 'Chọn ảnh chữ ký' : 'Đổi ảnh chữ ký'}
        </Button>
        {picture !== null && (
          <Button look="quiet" disabled={busy} onPress={() => void put(null)}>
            Bỏ chữ ký
          </Button>
        )}
      </section>
    </details>
  );
}
