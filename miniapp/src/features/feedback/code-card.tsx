import { Copy, ImageDown, Smartphone } from 'lucide-react';
import { useState } from 'react';
import { useAnnounce } from '../../components/announcer.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { savePicture } from '../../zalo.js';
import { codePicture } from './code-picture.js';
import { copyText } from './copy-text.js';
import { keepCode, keptCodes } from './kept-codes.js';

/** A tracking code, large, with every way to keep it. */
export function CodeCard({ code }: { code: string }) {
  const announce = useAnnounce();
  const [picture, setPicture] = useState<string | null>(null);
  const [isKept, setKept] = useState(() => keptCodes().includes(code));

  const copy = async () => {
    announce((await copyText(code)) ? 'Đã chép mã. Dán vào chỗ nào dễ tìm.' : 'Máy này chưa chép được. Xin ghi mã ra giấy.');
  };

  const save = async () => {
    const drawn = codePicture(code);
    if (drawn === null) return announce('Máy này chưa lưu được ảnh. Có thể chụp màn hình.');
    if ((await savePicture(drawn)).kind === 'given') announce('Đã lưu ảnh mã vào máy.');
    else setPicture(drawn);
  };

  return (
    <section className="card code-card" aria-labelledby="code-title">
      <h2 id="code-title" className="section-title">
        Mã tra cứu
      </h2>
      <p className="code">
        {code.split('-').map((group, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the groups of one code never change
          <span key={place}>
            {place > 0 && '-'}
            {group}
          </span>
        ))}
      </p>
      <Button look="plain" icon={<Copy aria-hidden="true" size={22} />} onPress={() => void copy()}>
        Chép mã
      </Button>
      <Button look="plain" icon={<ImageDown aria-hidden="true" size={22} />} onPress={() => void save()}>
        Lưu ảnh
      </Button>
      {isKept ? (
        <p className="quiet" role="status">
          Máy này đang giữ mã. Ai mở Zalo của ông/bà trên máy này đều thấy.
        </p>
      ) : (
        <Button
          look="quiet"
          icon={<Smartphone aria-hidden="true" size={22} />}
          onPress={() => {
            keepCode(code);
            setKept(true);
          }}
        >
          Giữ mã trên máy này
        </Button>
      )}
      {picture !== null && (
        <Dialog
          title="Ảnh mã tra cứu"
          onClose={() => setPicture(null)}
          actions={<Button onPress={() => setPicture(null)}>Đóng lại</Button>}
        >
          <p>Nhấn giữ vào ảnh để lưu, hoặc chụp màn hình.</p>
          <img src={picture} alt={`Mã tra cứu ${code}`} className="picture" />
        </Dialog>
      )}
    </section>
  );
}
