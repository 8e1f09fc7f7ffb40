import { Download } from 'lucide-react';
import { useState } from 'react';
import { download } from '../../session.js';
import { failureOf, sayToOfficer } from '../console-words.js';

/** Fetches a file with the session and hands it to the browser. */
export function DownloadButton({ path, fileName, children }: { path: string; fileName: string; children: string }) {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const take = async () => {
    setBusy(true);
    setFault(null);
    try {
      const url = URL.createObjectURL(await download(path));
      const link = document.createElement('a');
      link.href = url;
      link.download = fileName;
      link.click();
      setTimeout(() => URL.revokeObjectURL(url), 60_000);
    } catch (error) {
      setFault(sayToOfficer(failureOf(error)));
    }
    setBusy(false);
  };
  return (
    <>
      <button type="button" className="desk-tool" disabled={busy} aria-busy={busy} onClick={() => void take()}>
        <Download aria-hidden="true" size={20} />
        {children}
      </button>
      {fault !== null && (
        <p className="field-fault" role="alert">
          {fault}
        </p>
      )}
    </>
  );
}

/** The book, or one hamlet's part of it; that it was taken out is written down. */
export function ExportButton({ hamletKey }: { hamletKey: string | null }) {
  const path = `/desk/households/export.xlsx${hamletKey === null ? '' : `?hamletKey=${hamletKey}`}`;
  return (
    <DownloadButton path={path} fileName="So-ho.xlsx">
      Tải về Excel
    </DownloadButton>
  );
}
