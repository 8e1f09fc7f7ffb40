/** A part of a text as it is shown: a paragraph with its lines, or a list. */
export type TextBlock = { kind: 'paragraph'; lines: string[] } | { kind: 'list'; items: string[] };

const bullet = /^\s*[-–•+]\s+/;

/** Plain text as people type it: a blank line ends a paragraph, lines that begin with a dash are a list. */
export function textBlocks(text: string): TextBlock[] {
  const blocks: TextBlock[] = [];
  let open = false;
  for (const line of text.replace(/\r\n?/g, '\n').split('\n')) {
    const last = open ? blocks[blocks.length - 1] : undefined;
    if (line.trim() === '') open = false;
    else if (bullet.test(line)) {
      const item = line.replace(bullet, '').trim();
      if (last?.kind === 'list') last.items.push(item);
      else blocks.push({ kind: 'list', items: [item] });
      open = true;
    } else {
      if (last?.kind === 'paragraph') last.lines.push(line.trim());
      else blocks.push({ kind: 'paragraph', lines: [line.trim()] });
      open = true;
    }
  }
  return blocks;
}
