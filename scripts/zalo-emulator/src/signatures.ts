import { createHash, createHmac } from 'node:crypto';

const sha256 = (...parts: (string | Buffer)[]) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};

/** The Official Account's webhook: plain SHA-256 of app id + raw body + timestamp + OA secret key, in hex. */
export function oaSignature(first: string, rawBody: string | Buffer, timestamp: string, oaSecret: string): string {
  return sha256(first, rawBody, timestamp, oaSecret);
}

/** The Mini App's webhook: SHA-256 of the top-level values in the order of their keys, objects as JSON, then the API key, in hex. */
export function miniAppSignature(event: Readonly<Record<string, unknown>>, apiKey: string): string {
  const values = Object.keys(event)
    .sort()
    .map((key) => (typeof event[key] === 'object' ? JSON.stringify(event[key]) : String(event[key])));
  return sha256(values.join(''), apiKey);
}

/** `appsecret_proof`: HMAC-SHA256 of the access token under the app secret, lowercase hex. */
export function appSecretProof(accessToken: string, appSecret: string): string {
  return createHmac('sha256', appSecret).update(accessToken).digest('hex');
}

/** The PKCE S256 challenge of a verifier (RFC 7636). */
export function pkceChallenge(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}
