import type { Answer, Position } from '../../zalo.js';

/** The doors of `src/zalo.ts` on a computer, where Zalo is not: what only Zalo can do is unavailable, what a browser can do it does. */
export type { Answer };

export const inZalo: boolean = false;

const unavailable = async (): Promise<{ kind: 'unavailable' }> => ({ kind: 'unavailable' });

export const zaloAccessToken = async (): Promise<string | null> => null;
export const addressInZalo = (): string | null => null;
export const zaloPersonId = async (): Promise<string | null> => null;
export const askPhoneNumber: () => Promise<Answer<{ phoneToken: string; accessToken: string }>> = unavailable;
export const askToBeNotified: () => Promise<Answer> = unavailable;
export const askToFollow: (officialAccountId: string) => Promise<Answer> = unavailable;
export const dial: (phoneNumber: string) => Promise<Answer> = unavailable;
export const shareText: (text: string) => Promise<Answer> = unavailable;
export const savePicture: (imageBase64Data: string) => Promise<Answer> = unavailable;
export const scanCode: () => Promise<Answer<string>> = unavailable;
export const askPosition: () => Promise<Answer<Position>> = unavailable;
export const closeApp: () => Promise<Answer> = unavailable;

/** Opens another tab that knows nothing of this one. */
export async function openInBrowser(url: string): Promise<Answer> {
  window.open(url, '_blank', 'noopener,noreferrer');
  return { kind: 'given', value: null };
}
export const openPage = openInBrowser;
