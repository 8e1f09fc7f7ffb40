import sharp from 'sharp';

const frame = (inside: string) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 600" width="800" height="600">
<rect width="800" height="330" fill="#bcd9ea"/><path d="M0 330 L140 190 L270 300 L430 150 L600 300 L700 230 L800 320 V600 H0Z" fill="#6f9a6a"/>${inside}
<text x="780" y="585" font-size="22" text-anchor="end" fill="#ffffff" font-family="sans-serif">Ảnh vẽ mẫu</text></svg>`;

const drawings = {
  road: `<path d="M330 330 H470 L760 600 H40Z" fill="#8b8f94"/><path d="M398 340 h8 l14 60 h-30z M385 430 h32 l22 80 h-76z" fill="#e8e8e8"/>
<ellipse cx="330" cy="500" rx="95" ry="34" fill="#5b4a3a"/><ellipse cx="345" cy="505" rx="62" ry="20" fill="#7d9db0"/><ellipse cx="500" cy="430" rx="52" ry="17" fill="#5b4a3a"/>`,
  rubbish: `<rect y="420" width="800" height="180" fill="#8d7f66"/><path d="M180 520 q60 -120 150 -60 q40 -80 130 -10 q90 -40 140 70z" fill="#55606b"/>
<circle cx="260" cy="470" r="34" fill="#d7dde2"/><circle cx="360" cy="440" r="42" fill="#2f6f4f"/><circle cx="455" cy="470" r="36" fill="#c9b458"/><rect x="505" y="450" width="70" height="60" fill="#b0622f"/>`,
} as const;

/** A drawing in place of a photograph, so that nobody's house or face is in the sample data. JPEG. */
export async function samplePicture(of: keyof typeof drawings): Promise<Blob> {
  const bytes = await sharp(Buffer.from(frame(drawings[of])))
    .jpeg({ quality: 80 })
    .toBuffer();
  return new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' });
}
