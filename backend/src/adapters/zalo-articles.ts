import { z } from 'zod';
import type { OaCalls, Pacing } from './zalo-oa-calls.js';
import { type ReadOutcome, refusedHere, type SendOutcome } from './zalo-send.js';

export interface Article {
  /** At most 150 characters. */
  title: string;
  /** At most 50. */
  author: string;
  /** At most 300. */
  description: string;
  coverUrl: string | null;
  body: readonly ({ type: 'text'; content: string } | { type: 'image'; url: string; caption: string })[];
  /** Only what is shown can be broadcast. */
  status: 'show' | 'hide';
}

/** Followers a broadcast reaches, in Zalo's numbers (docs.zaloplatforms.com, broadcast): what is left out does not filter. */
export interface BroadcastTarget {
  /** 0–7: under 12, 12, 18, 25, 35, 45, 55, 65 and older. */
  ages?: readonly number[];
  /** 1 men, 2 women. */
  gender?: readonly number[];
  /** 0 north, 1 centre, 2 south. */
  locations?: readonly number[];
  /** 0–63. */
  cities?: readonly number[];
  platform?: readonly number[];
}

export interface ZaloArticles {
  /**
   * Hands an article in, which Zalo then works on for seconds. After doubt (`try_later`) a repeated call may leave a second article:
   * create it hidden, and it troubles nobody. `out_of_quota`: the month's articles are used up.
   */
  createArticle(article: Article): Promise<ReadOutcome<{ token: string }>>;
  /** The article's id once Zalo is done with it; `try_later` with `processing` before. */
  verifyArticle(token: string): Promise<ReadOutcome<{ id: string }>>;
  /** Makes an article visible; it is worked on again, and the token must be verified before it is broadcast. May be repeated. */
  showArticle(id: string, article: Article): Promise<ReadOutcome<{ token: string }>>;
  /** Sends a visible article to followers, between 6:00 and 22:00. Zalo tells nothing of single persons. */
  broadcastArticle(message: { articleId: string; target: BroadcastTarget }, pacing?: Pacing): Promise<SendOutcome>;
}

/** Limits of an article (docs.zaloplatforms.com, article). */
export const articleLimits = { title: 150, author: 50, description: 300 } as const;
/** -223 is both "not authorized" and "reached quota create article"; here it is the second. */
const articleQuota = -223;

const Text = z.string().min(1);
const TokenData = z.looseObject({ data: z.looseObject({ token: Text }) });
const IdData = z.looseObject({ data: z.looseObject({ id: Text }) });
const SentData = z.looseObject({
  data: z
    .looseObject({ message_id: Text.nullish().catch(null) })
    .nullish()
    .catch(null),
});

/** Articles of the Official Account and their broadcast. */
export function zaloArticles({ read, send }: OaCalls): ZaloArticles {
  const tokenIn = (body: unknown) => {
    const parsed = TokenData.safeParse(body);
    return parsed.success ? { token: parsed.data.data.token } : null;
  };
  async function write(path: string, article: Article, id: Record<string, string>): Promise<ReadOutcome<{ token: string }>> {
    const written = asZaloArticle(article);
    if (!written) return refusedHere('bad_content');
    const outcome = await read('openapi', { method: 'POST', path, json: { ...id, ...written } }, tokenIn);
    return outcome.kind === 'refused' && outcome.code === articleQuota ? { ...outcome, reason: 'out_of_quota' } : outcome;
  }

  return {
    createArticle: (article) => write('/v2.0/article/create', article, {}),
    showArticle: (id, article) => write('/v2.0/article/update', { ...article, status: 'show' }, { id }),
    verifyArticle: (token) =>
      read('openapi', { method: 'POST', path: '/v2.0/article/verify', json: { token } }, (body) => {
        const parsed = IdData.safeParse(body);
        return parsed.success ? { id: parsed.data.data.id } : null;
      }),
    broadcastArticle({ articleId, target }, pacing) {
      const attachment = {
        type: 'template',
        payload: { template_type: 'media', elements: [{ media_type: 'article', attachment_id: articleId }] },
      };
      const chosen = Object.fromEntries(Object.entries(target).filter(([, numbers]) => numbers !== undefined && numbers.length > 0));
      return send(
        'openapi',
        { method: 'POST', path: '/v2.0/oa/message', json: { recipient: { target: chosen }, message: { attachment } } },
        (body) => SentData.parse(body).data?.message_id ?? null,
        pacing,
      );
    },
  };
}

function asZaloArticle(article: Article): Record<string, unknown> | null {
  const title = article.title.normalize('NFC').trim();
  const author = article.author.normalize('NFC').trim();
  const description = article.description.normalize('NFC').trim();
  const fits = (text: string, longest: number) => [...text].length <= longest;
  if (title === '' || !fits(title, articleLimits.title)) return null;
  if (!fits(author, articleLimits.author) || !fits(description, articleLimits.description)) return null;
  return {
    type: 'normal',
    title,
    author,
    description,
    ...(article.coverUrl !== null && { cover: { cover_type: 'photo', photo_url: article.coverUrl, status: 'show' } }),
    body: article.body.map((part) =>
      part.type === 'text'
        ? { type: 'text', content: part.content.normalize('NFC') }
        : { type: 'image', url: part.url, caption: part.caption.normalize('NFC') },
    ),
    related_medias: [],
    tracking_link: '',
    status: article.status,
    comment: 'hide',
  };
}
