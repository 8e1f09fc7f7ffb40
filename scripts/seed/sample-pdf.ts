import PDFDocument from 'pdfkit';
import { collected, registerFonts, set } from '../../backend/src/adapters/pdf.js';

/** A page that stands for the signed document, so that an attachment can be opened. */
export async function samplePdf(title: string): Promise<Blob> {
  const document = new PDFDocument({ size: 'A4', margin: 56, font: '', lang: 'vi-VN', info: { Title: title } });
  await registerFonts(document);
  const done = collected(document);
  set(document, 'bold', 20).text(title, { align: 'center' });
  set(document, 'regular', 12).moveDown().text('Tài liệu mẫu của hệ thống dùng thử; số liệu không có thật.', { align: 'center' });
  document.end();
  return new Blob([new Uint8Array(await done)], { type: 'application/pdf' });
}
