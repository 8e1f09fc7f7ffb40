import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { csv } from './csv.js';

it('opens in a spreadsheet as text: marks kept, nothing taken for a formula, cells kept apart', async () => {
  const target = new PassThrough();
  const chunks: Buffer[] = [];
  target.on('data', (chunk: Buffer) => chunks.push(chunk));
  const sheet = csv(target);
  sheet.begin('Ý kiến', [
    { header: 'Ý kiến', width: 10 },
    { header: 'Số người', width: 5 },
  ]);
  for (const text of ['=1+1', '+84 912', '-5', '@SUM(A1)', '  =HYPERLINK("x")', '\tx', 'đường, điện', 'nói "được"', 'hai\ndòng'])
    await sheet.row([text, -3]);
  await sheet.row([null, 0]);
  await sheet.end();
  const whole = Buffer.concat(chunks).toString('utf8');
  expect(whole).toBe(
    [
      '\uFEFFÝ kiến,Số người',
      "'=1+1,-3",
      "'+84 912,-3",
      "'-5,-3",
      "'@SUM(A1),-3",
      `"'  =HYPERLINK(""x"")",-3`,
      "'\tx,-3",
      '"đường, điện",-3',
      '"nói ""được""",-3',
      '"hai\ndòng",-3',
      ',0',
      '',
    ].join('\r\n'),
  );
});
