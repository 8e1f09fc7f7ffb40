import { inflateRawSync, inflateSync } from 'node:zlib';

/** What can be read on each page of a PDF that pdfkit made, with single spaces. */
export function pdfPages(pdf: Buffer): string[] {
  const source = pdf.toString('latin1');
  const objects = new Map<string, string>();
  for (const match of source.matchAll(/\n(\d+) 0 obj\r?\n([\s\S]*?)\nendobj/g)) objects.set(match[1] as string, match[2] as string);
  const referred = (text: string, name: string) => text.match(new RegExp(`/${name} (\\d+) 0 R`))?.[1] ?? '';
  const stream = (id: string) => {
    const body = objects.get(id) ?? '';
    const start = body.indexOf('stream\n') + 7;
    return start < 7 ? '' : inflateSync(Buffer.from(body.slice(start, body.lastIndexOf('\nendstream')), 'latin1')).toString('latin1');
  };
  const letters = new Map<string, Map<string, string>>();
  const lettersOf = (font: string) => {
    const known = letters.get(font) ?? readLetters(stream(referred(objects.get(font) ?? '', 'ToUnicode')));
    letters.set(font, known);
    return known;
  };

  return [...objects.values()]
    .filter((object) => /\/Type \/Page\b(?!s)/.test(object))
    .map((page) => {
      const resources = objects.get(referred(page, 'Resources')) ?? page;
      const fonts = new Map([...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map((match) => [match[1] as string, match[2] as string]));
      let font = new Map<string, string>();
      const text: string[] = [];
      for (const [, name, shown] of stream(referred(page, 'Contents')).matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
        if (name !== undefined) font = lettersOf(fonts.get(name) ?? '');
        else {
          const codes = [...(shown ?? '').matchAll(/<([0-9a-f]*)>/gi)].map((match) => match[1]).join('');
          text.push((codes.match(/.{4}/g) ?? []).map((code) => font.get(code.toLowerCase()) ?? '').join(''));
        }
      }
      return text.join(' ').replace(/\s+/g, ' ');
    });
}

function readLetters(map: string): Map<string, string> {
  const letters = new Map<string, string>();
  for (const [, start = '', , list = ''] of map.matchAll(/<([0-9a-f]{4})> <([0-9a-f]{4})> \[([^\]]*)\]/gi))
    for (const [index, hex] of [...list.matchAll(/<([0-9a-f]*)>/gi)].map((match) => match[1] as string).entries())
      letters.set((Number.parseInt(start, 16) + index).toString(16).padStart(4, '0'), Buffer.from(hex, 'hex').swap16().toString('utf16le'));
  return letters;
}

/** The files of a zip by their names. */
export function zipFiles(zip: Buffer): Map<string, string> {
  const files = new Map<string, string>();
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  let entry = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const nameLength = zip.readUInt16LE(entry + 28);
    const local = zip.readUInt32LE(entry + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const bytes = zip.subarray(start, start + zip.readUInt32LE(entry + 20));
    const name = zip.toString('utf8', entry + 46, entry + 46 + nameLength);
    files.set(name, (zip.readUInt16LE(entry + 10) === 8 ? inflateRawSync(bytes) : bytes).toString('utf8'));
    entry += 46 + nameLength + zip.readUInt16LE(entry + 30) + zip.readUInt16LE(entry + 32);
  }
  return files;
}

/** Null, or what keeps this from being well-formed XML: tags that do not match, a bare & or <, letters XML does not have. */
export function xmlFault(xml: string): string | null {
  const open: string[] = [];
  let rest = xml.replace(/^\uFEFF?<\?xml[^>]*\?>/, '');
  if (/(?![\n\r\t])[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u.test(rest)) return 'letter that XML does not have';
  while (rest !== '') {
    const text = rest.match(/^[^<]+/)?.[0];
    if (text !== undefined) {
      if (/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-f]+);)/i.test(text)) return `bare & in ${text}`;
      rest = rest.slice(text.length);
      continue;
    }
    const tag = rest.match(/^<(\/?)([\w:.-]+)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>/);
    if (!tag) return `no tag at ${rest.slice(0, 60)}`;
    const [whole, closing, name, , empty] = tag;
    if (closing && open.pop() !== name) return `</${name}> closes nothing`;
    if (!closing && !empty) open.push(name as string);
    rest = rest.slice(whole.length);
  }
  return open.length === 0 ? null : `<${open.at(-1)}> is not closed`;
}

/** What can be read in a part of a docx, paragraph by paragraph. */
export function docxLines(docx: Buffer, part = 'word/document.xml'): string[] {
  const body = zipFiles(docx).get(part) ?? '';
  return [...body.matchAll(/<w:p[ >][\s\S]*?<\/w:p>/g)].map(([paragraph]) =>
    [...paragraph.replaceAll('<w:br/>', '<w:t> </w:t>').matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)]
      .map((match) => match[1])
      .join('')
      .replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => ({ lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' })[name] ?? ''),
  );
}
