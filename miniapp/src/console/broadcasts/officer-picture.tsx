import { useEffect, useState } from 'react';
import { download } from '../../session.js';

/** An uploaded picture as officers see it before anything is published: fetched with their session. */
export function OfficerPicture({ id, className, alt }: { id: string; className: string; alt: string }) {
  const [shown, setShown] = useState<{ id: string; url: string } | 'lost' | null>(null);
  useEffect(() => {
    let url: string | null = null;
    let gone = false;
    setShown(null);
    download(`/files/${id}`).then(
      (file) => {
        if (gone) return;
        url = URL.createObjectURL(file);
        setShown({ id, url });
      },
      () => {
        if (!gone) setShown('lost');
      },
    );
    return () => {
      gone = true;
      if (url !== null) URL.revokeObjectURL(url);
    };
  }, [id]);
  if (shown === 'lost') return <p className="quiet">Ảnh chưa tải được để xem, tin vẫn có ảnh.</p>;
  return shown === null ? null : <img className={className} src={shown.url} alt={alt} />;
}
