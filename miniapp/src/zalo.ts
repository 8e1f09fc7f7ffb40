import {
  closeApp as closeZaloApp,
  followOA,
  getAccessToken,
  getPhoneNumber,
  getUserID,
  openOutApp,
  openPhone,
  openShareSheet,
  openWebview,
  requestSendNotification,
  saveImageToGallery,
  scanQRCode,
} from 'zmp-sdk/apis';

/** Whether Zalo is around this page at all; on a computer's own browser it is not. */
export const inZalo: boolean = true;

/** How Zalo answered something only the person can allow. */
export type Answer<T = null> = { kind: 'given'; value: T } | { kind: 'refused' } | { kind: 'unavailable' };

/** Denied now, denied for good, denied in the phone's settings, dialog closed: to the resident all four are "no" (zalo-platform, SDK error codes). */
const refusals = new Set([-201, -202, -2002, -2003]);

function codeOf(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'number' ? error.code : null;
}

async function ask<T>(request: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { kind: 'given', value: await request() };
  } catch (error) {
    const code = codeOf(error);
    return { kind: code !== null && refusals.has(code) ? 'refused' : 'unavailable' };
  }
}

/** How long Zalo may take for what it answers without asking anybody; without a network it may never answer. */
const patience = 10_000;

/** Null when Zalo does not answer in time. */
function inTime<T>(answer: Promise<T>): Promise<T | null> {
  return Promise.race([answer, new Promise<null>((resolve) => setTimeout(resolve, patience, null))]);
}

/** The access token of the person holding the phone; null outside Zalo. Asks no permission. */
export async function zaloAccessToken(): Promise<string | null> {
  const answer = await inTime(ask(() => getAccessToken({})));
  return answer?.kind === 'given' && answer.value !== '' ? answer.value : null;
}

/** Zalo's id of this person in this app, used only to tell whose drafts lie on the phone; null outside Zalo. */
export async function zaloPersonId(): Promise<string | null> {
  const answer = await inTime(ask(() => getUserID({})));
  return answer?.kind === 'given' && typeof answer.value === 'string' && answer.value !== '' ? answer.value : null;
}

/** Shows Zalo's own dialog asking to share the phone number; call it only after the person pressed a button that said why. */
export async function askPhoneNumber(): Promise<Answer<{ phoneToken: string; accessToken: string }>> {
  const answer = await ask(() => getPhoneNumber({}));
  if (answer.kind !== 'given') return answer;
  const accessToken = await zaloAccessToken();
  if (!answer.value.token || accessToken === null) return { kind: 'unavailable' };
  return { kind: 'given', value: { phoneToken: answer.value.token, accessToken } };
}

/** Shows Zalo's own dialog asking to follow the commune's Official Account; only after the person pressed a button. */
export async function askToFollow(officialAccountId: string): Promise<Answer> {
  const answer = await ask(() => followOA({ id: officialAccountId }));
  return answer.kind === 'given' ? { kind: 'given', value: null } : answer;
}

/** Shows Zalo's own dialog asking whether this app may send notifications; only after the person pressed a button that said why. */
export async function askToBeNotified(): Promise<Answer> {
  const answer = await ask(() => requestSendNotification());
  return answer.kind === 'given' ? { kind: 'given', value: null } : answer;
}

/** Opens a page inside Zalo (review rule I.4: never `window.open`). */
export async function openPage(url: string): Promise<Answer> {
  const answer = await ask(() => openWebview({ url, config: { style: 'normal', leftButton: 'back' } }));
  return answer.kind === 'given' ? { kind: 'given', value: null } : answer;
}

/** Opens an address with the phone's own browser: calendar files and PDFs, which Zalo's own page view does not show on every phone. */
export async function openInBrowser(url: string): Promise<Answer> {
  const answer = await ask(() => openOutApp({ url }));
  return answer.kind === 'given' ? { kind: 'given', value: null } : answer;
}

/** Starts a telephone call; the number is shown on the page as well. */
export async function dial(phoneNumber: string): Promise<Answer> {
  const answer = await ask(() => openPhone({ phoneNumber }));
  return answer.kind === 'given' ? { kind: 'given', value: null } : answer;
}

/** The address by which anybody's Zalo opens a screen of this app; null where the app does not run at Zalo's address. */
export function addressInZalo(screen: string): string | null {
  const [, appId] = /^\/zapps\/(\d+)(?=\/|$)/.exec(window.location.pathname) ?? [];
  return appId === undefined ? null : `https://zalo.me/s/${appId}${screen}`;
}

/** Lets the person send a text, with the address in it shown as a link, to somebody in Zalo. */
export async function shareText(text: string): Promise<Answer> {
  const answer = await ask(() => openShareSheet({ type: 'text', data: { text, autoParseLink: true } }));
  return answer.kind === 'given' ? { kind: 'given', value: null } : answer;
}

/** Saves a picture (data URL) among the phone's photographs. */
export async function savePicture(imageBase64Data: string): Promise<Answer> {
  const answer = await ask(() => saveImageToGallery({ imageBase64Data }));
  return answer.kind === 'given' ? { kind: 'given', value: null } : answer;
}

/** Opens Zalo's scanner and gives what the code holds; `unavailable` on a computer, where Zalo answers with nothing. */
export async function scanCode(): Promise<Answer<string>> {
  const answer = await ask(() => scanQRCode({}));
  if (answer.kind !== 'given') return answer;
  return answer.value.content === '' ? { kind: 'unavailable' } : { kind: 'given', value: answer.value.content };
}

/** Degrees (WGS 84) and metres. */
export type Position = { latitude: number; longitude: number; accuracy: number | null };

/** How long the phone may look for satellites. */
const positionPatience = 20_000;

/**
 * Where the phone is, after the phone's own question; only after the person pressed a button that said why. The page asks the phone itself: zmp-sdk
 * gives no position but a token that only the server can change into one, and the server is to learn nothing before the person sends.
 */
export function askPosition(): Promise<Answer<Position>> {
  const { geolocation } = navigator;
  if (geolocation === undefined) return Promise.resolve({ kind: 'unavailable' });
  return new Promise((resolve) => {
    geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude, accuracy } }) => {
        const known = Number.isFinite(accuracy) ? Math.round(Math.min(accuracy, 100_000)) : null;
        resolve({ kind: 'given', value: { latitude, longitude, accuracy: known } });
      },
      ({ code, PERMISSION_DENIED }) => resolve({ kind: code === PERMISSION_DENIED ? 'refused' : 'unavailable' }),
      { enableHighAccuracy: true, timeout: positionPatience, maximumAge: 60_000 },
    );
  });
}

/** Leaves the Mini App. */
export async function closeApp(): Promise<Answer> {
  const answer = await ask(() => closeZaloApp({}));
  return answer.kind === 'given' ? { kind: 'given', value: null } : answer;
}
