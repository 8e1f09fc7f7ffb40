import type { Request, Response } from 'express';

/** A cookie that no script can read and no other site can send. Over https its name carries `__Host-`, which binds it to this very host. */
export type SecretCookie = {
  read(request: Request): string | null;
  set(response: Response, value: string, seconds: number): void;
  clear(response: Response): void;
};

/** `publicUrl` decides whether the cookie is for https; plain http is for development on one's own machine. */
export function secretCookie(name: string, publicUrl: string): SecretCookie {
  const secure = publicUrl.startsWith('https:');
  const full = secure ? `__Host-${name}` : name;
  const shared = { httpOnly: true, sameSite: 'strict', path: '/', secure } as const;
  return {
    read: ({ headers }) => {
      for (const part of (headers.cookie ?? '').split(';')) {
        const [key, value] = part.trim().split('=', 2);
        if (key === full && value !== undefined && /^[\w.-]{1,1000}$/.test(value)) return value;
      }
      return null;
    },
    set: (response, value, seconds) => void response.cookie(full, value, { ...shared, maxAge: seconds * 1000 }),
    clear: (response) => void response.clearCookie(full, shared),
  };
}

/**
 * Whether a write comes from a page of this very server: browsers say so in `Sec-Fetch-Site`, older ones by `Origin`. Nothing said means no,
 * since only a browser has the cookie.
 */
export function isFromOwnPage({ headers }: Request, publicUrl: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  const { origin } = headers;
  if (origin === undefined) return site === 'same-origin';
  if (origin === new URL(publicUrl).origin) return true;
  return URL.canParse(origin) && new URL(origin).host === headers.host;
}
