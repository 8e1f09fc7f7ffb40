import type { FormPart, PetitionForm } from '../domain/petition-forms.js';
import { collected, type Document, ink, newDocument, registerFonts, set } from './pdf.js';

const margins = { left: 72, right: 57, top: 54, bottom: 54 };
const quiet = '#4A5763';
const size = 12;
/** Room for a hand that writes large. */
const step = 24;

const widthOf = (document: Document) => document.page.width - margins.left - margins.right;
const bottomOf = (document: Document) => document.page.height - margins.bottom;

/** A blank form as A4 PDF, to print and to fill in by hand. The same words always give the same bytes; `madeAt` dates the file. */
export async function petitionFormPdf(form: PetitionForm, { office, madeAt }: { office: string; madeAt: Date }): Promise<Buffer> {
  const document = await newDocument({
    size: 'A4',
    margins,
    lang: 'vi-VN',
    displayTitle: true,
    font: '',
    info: { Title: form.title, Author: office, CreationDate: madeAt, ModDate: madeAt },
  });
  await registerFonts(document);
  const done = collected(document);
  header(document);
  title(document, form);
  for (const part of form.parts) draw(document, part);
  signature(document, form);
  notes(document, form);
  document.end();
  return done;
}

/** Whoever writes is a citizen, so the state's name and the motto stand alone in the middle; place and day below, at the right. */
function header(document: Document): void {
  const width = widthOf(document);
  set(document, 'bold', 12.5).text('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', margins.left, document.y, { width, align: 'center' });
  const motto = 'Độc lập - Tự do - Hạnh phúc';
  set(document, 'bold', 12.5);
  const mottoWidth = document.widthOfString(motto);
  document.text(motto, margins.left, document.y + 2, { width, align: 'center' });
  const y = document.y + 3;
  const middle = margins.left + width / 2;
  document
    .moveTo(middle - mottoWidth / 2, y)
    .lineTo(middle + mottoWidth / 2, y)
    .lineWidth(0.8)
    .strokeColor(ink)
    .stroke();
  set(document, 'italic', size).text('......................, ngày ...... tháng ...... năm ..........', margins.left, y + 14, {
    width,
    align: 'right',
  });
}

function title(document: Document, { title: words, addressee }: PetitionForm): void {
  const width = widthOf(document);
  set(document, 'bold', 17).text(words.toLocaleUpperCase('vi-VN'), margins.left, document.y + 16, { width, align: 'center' });
  document.y += 8;
  if (addressee === null) {
    draw(document, { kind: 'lines', label: 'Kính gửi:', lines: 1 });
    return;
  }
  set(document, 'bold', 13).text(`Kính gửi: ${addressee}`, margins.left, document.y, { width, align: 'center' });
  document.y += 8;
}

/** Begins a page when less than this is left. */
function keep(document: Document, height: number): void {
  if (document.y + height > bottomOf(document)) document.addPage();
}

function dotted(document: Document, from: number, to: number, y: number): void {
  if (to - from < 20) return;
  document
    .save()
    .moveTo(from, y)
    .lineTo(to, y)
    .lineWidth(0.9)
    .lineCap('round')
    .dash(0.1, { space: 3 })
    .strokeColor(quiet)
    .stroke()
    .restore();
}

/** A label with dots after it, on the line at `document.y`. */
function labelled(document: Document, label: string, x: number, width: number): void {
  const y = document.y;
  set(document, 'regular', size).text(label, x, y, { lineBreak: false });
  const used = label === '' ? 0 : document.widthOfString(label) + 5;
  dotted(document, x + used, x + width, y + 14);
  document.y = y;
}

function draw(document: Document, part: FormPart): void {
  const width = widthOf(document);
  switch (part.kind) {
    case 'heading':
      // With the first line below it.
      keep(document, 2 * step);
      set(document, 'bold', size).text(part.text, margins.left, document.y + 3, { width });
      document.y += 4;
      return;
    case 'text':
      keep(document, 60);
      set(document, 'regular', size).text(part.text, margins.left, document.y + 6, { width, lineGap: 2 });
      document.y += 6;
      return;
    case 'lines':
      for (let line = 0; line < part.lines; line += 1) {
        keep(document, step);
        labelled(document, line === 0 ? part.label : '', margins.left, width);
        document.y += step;
      }
      return;
    case 'row': {
      keep(document, step);
      let x = margins.left;
      for (const { label, share } of part.fields) {
        labelled(document, label, x, width * share - 8);
        x += width * share;
      }
      document.y += step;
      return;
    }
    case 'boxes':
      keep(document, step + part.choices.length * 20);
      set(document, 'regular', size).text(part.label, margins.left, document.y, { width });
      document.y += 4;
      for (const choice of part.choices) {
        const y = document.y;
        document
          .rect(margins.left + 14, y + 3, 10, 10)
          .lineWidth(0.9)
          .strokeColor(ink)
          .stroke();
        set(document, 'regular', size).text(choice, margins.left + 32, y, { width: width - 32 });
        document.y += 4;
      }
      document.y += 4;
  }
}

function signature(document: Document, { signer, signHint }: PetitionForm): void {
  keep(document, 130);
  const width = widthOf(document);
  const column = width * 0.5;
  const x = margins.left + width - column;
  set(document, 'bold', size).text(signer.toLocaleUpperCase('vi-VN'), x, document.y + 10, { width: column, align: 'center' });
  set(document, 'italic', 11).text(signHint, x, document.y + 1, { width: column, align: 'center' });
  document.y += 76;
}

/** Small, at the foot of the last page. */
function notes(document: Document, { notes: lines }: PetitionForm): void {
  const width = widthOf(document);
  const text = lines.map((line) => `• ${line}`).join('\n');
  const height = set(document, 'regular', 9.5, quiet).heightOfString(text, { width, lineGap: 1 });
  keep(document, height + 10);
  document
    .moveTo(margins.left, bottomOf(document) - height - 6)
    .lineTo(margins.left + 120, bottomOf(document) - height - 6)
    .lineWidth(0.6)
    .strokeColor(quiet)
    .stroke();
  set(document, 'regular', 9.5, quiet).text(text, margins.left, bottomOf(document) - height - 1, { width, lineGap: 1 });
}
