import { type Request, type Response, Router } from 'express';
import { posterPdf } from '../../adapters/poster-pdf.js';
import { textBlocks } from '../../contracts/disclosure-text.js';
import { type DisclosureAttachment, listDisclosures, type PublicDisclosure, Slug } from '../../contracts/disclosures.js';
import { ProblemError } from '../../http/problems.js';
import { type Html, html, pageOf, pagePolicy, pageStyle, sendPage } from '../../http/public-page.js';
import type { CommunesService } from '../communes/communes.service.js';
import type { DisclosuresService } from './disclosures.service.js';

type Deps = {
  disclosures: DisclosuresService;
  communes: Pick<CommunesService, 'card'>;
  assertReady: () => void;
};

type Archive = Awaited<ReturnType<DisclosuresService['list']>>;
type Classes = ReturnType<DisclosuresService['classes']>['classes'];
type Filter = { q?: string | undefined; classNumber?: number | undefined; year?: string | undefined; hamlet?: string | undefined };
type Commune = Awaited<ReturnType<CommunesService['card']>>;

const root = '/cong-khai';
const styleUrl = `${root}/style.css`;
const day = (date: string) => `${date.slice(8, 10)}/${date.slice(5, 7)}/${date.slice(0, 4)}`;

/** The commune's disclosures on the web, for everybody and for ever: `/cong-khai` and `/cong-khai/<slug>`. No script, no cookie. */
export function disclosurePages({ disclosures, communes, assertReady }: Deps): Router {
  const router = Router();
  const frame = async (input: { title: string; description?: string; canonical?: string; body: (commune: Commune) => Html }) => {
    const commune = await communes.card();
    const { title, body, ...rest } = input;
    return pageOf({
      ...rest,
      title: `${title} · ${commune.officeName}`,
      office: commune.officeName,
      place: commune.formerText === null ? commune.communeName : `${commune.communeName} (${commune.formerText})`,
      styleUrl,
      body: html`<main>${body(commune)}</main>${footOf(commune)}`,
    });
  };

  const notFound = async (request: Request, response: Response) =>
    sendPage(
      request,
      response,
      await frame({
        title: 'Không tìm thấy trang',
        body: () => html`<h1>Không tìm thấy trang này</h1>
<p>Có thể địa chỉ bị gõ thiếu. Nội dung đã công khai không bao giờ đổi địa chỉ.</p>
<p><a class="button" href="${root}">Tìm trong kho công khai</a></p>`,
      }),
      404,
    );

  router.get('/style.css', pageStyle);
  router.use(pagePolicy, (_request, _response, next) => {
    assertReady();
    next();
  });

  router.get('/', async (request, response) => {
    response.locals.route = root;
    // An empty field of the form is no filter; an address somebody made up shows everything.
    const typed = Object.fromEntries(Object.entries(request.query).filter(([, value]) => value !== ''));
    const parsed = listDisclosures.query.safeParse(typed);
    const { after, ...filter } = parsed.success ? parsed.data : {};
    const [archive, { hamlets }] = await Promise.all([
      disclosures.list({ ...filter, ...(after !== undefined && { after }) }),
      communes.card(),
    ]);
    const page = await frame({
      title: 'Công khai để Nhân dân biết',
      description: 'Những nội dung chính quyền xã công khai để Nhân dân biết, theo Luật Thực hiện dân chủ ở cơ sở.',
      body: () => archivePage(archive, disclosures.classes().classes, hamlets, filter, after !== undefined),
    });
    sendPage(request, response, page);
  });

  router.get('/:slug/to-niem-yet.pdf', async (request, response, next) => {
    response.locals.route = `${root}/:slug/to-niem-yet.pdf`;
    const slug = Slug.safeParse(request.params.slug);
    if (!slug.success) return next();
    const words = await disclosures.poster(slug.data);
    response.setHeader('Cache-Control', 'public, max-age=60');
    response.setHeader('Content-Disposition', `inline; filename="to-niem-yet-${words.number}.pdf"`);
    response.type('application/pdf').send(await posterPdf(words));
  });

  router.get('/:slug', async (request, response, next) => {
    response.locals.route = `${root}/:slug`;
    const slug = Slug.safeParse(request.params.slug);
    if (!slug.success) return next();
    const found = await disclosures.readPublic(slug.data);
    const { classes } = disclosures.classes();
    const page = await frame({
      title: found.title,
      ...(found.state === 'published' && { description: found.summary }),
      canonical: found.pageUrl,
      body: () =>
        found.state === 'published' ? disclosurePage(found, classes[found.classNumber - 1]?.source ?? '') : withdrawnPage(found),
    });
    sendPage(request, response, page, found.state === 'published' ? 200 : 410);
  });

  router.use((request, response) => notFound(request, response));
  router.use((error: unknown, request: Request, response: Response, next: (error: unknown) => void) => {
    if (error instanceof ProblemError && error.code === 'disclosure_not_found') notFound(request, response).catch(next);
    else next(error);
  });
  return router;
}

const footOf = ({ officeName, address, hotline }: Commune): Html => html`
<footer class="foot quiet">
<p>${officeName}${address && `, ${address}`}<br>Điện thoại: ${hotline}</p>
</footer>`;

function addressWith(filter: Filter, after: string): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...filter, after })) if (value !== undefined) query.set(name, String(value));
  return `${root}?${query}`;
}

function archivePage(
  { disclosures, next, years }: Archive,
  classes: Classes,
  hamlets: Commune['hamlets'],
  filter: Filter,
  isLater: boolean,
): Html {
  const option = (value: string, name: string, chosen: boolean) =>
    html`<option value="${value}"${chosen && html` selected`}>${name}</option>`;
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  return html`
<h1>Công khai để Nhân dân biết</h1>
<form class="search" action="${root}" method="get" role="search">
<label>Tìm (không cần gõ dấu)<input type="search" name="q" maxlength="100" value="${filter.q ?? ''}"></label>
<label>Nhóm nội dung<select name="classNumber">${option('', 'Tất cả', false)}${classes.map(({ number, label }) =>
    option(String(number), label, number === filter.classNumber),
  )}</select></label>
<label>Năm<select name="year">${option('', 'Tất cả', false)}${years.map((year) => option(year, year, year === filter.year))}</select></label>
${
  hamlets.length > 0 &&
  html`<label>Xóm<select name="hamlet">${option('', 'Tất cả', false)}${hamlets.map(({ key, name }) => option(key, name, key === filter.hamlet))}</select></label>`
}
<button type="submit">Tìm</button>
</form>
${
  disclosures.length === 0
    ? html`<p>${isFiltered ? 'Không có nội dung nào khớp. Xin thử từ ngắn hơn, hoặc bỏ bớt điều kiện.' : 'Chưa có nội dung nào được công khai.'}</p>`
    : html`<ul class="rows">${disclosures.map(
        ({ slug, title, summary, classLabel, postedFrom }) => html`
<li class="row"><a href="${root}/${slug}">${title}</a><p class="quiet">${day(postedFrom)} · ${classLabel}</p><p>${summary}</p></li>`,
      )}</ul>`
}
<p class="screen-only">${isLater && html`<a href="${addressWith(filter, '').replace(/[?&]after=$/, '')}">Về trang đầu</a> `}${
    next !== null && html`<a class="button" href="${addressWith(filter, next)}">Xem cũ hơn</a>`
  }</p>`;
}

const size = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1_000))} KB` : `${(bytes / 1_000_000).toFixed(1).replace('.', ',')} MB`;

const filesOf = (attachments: readonly DisclosureAttachment[]): Html => html`
<h2>Tài liệu kèm theo</h2>
<ul class="files">${attachments.map(
  ({ url, label, kind, bytes }) =>
    html`<li><a href="${url}">${label}</a> <span class="quiet">(${kind === 'picture' ? 'ảnh' : 'PDF'}, ${size(bytes)})</span></li>`,
)}</ul>`;

function disclosurePage(found: Extract<PublicDisclosure, { state: 'published' }>, source: string): Html {
  const document = [found.documentNumber && `số ${found.documentNumber}`, found.documentDate && `ngày ${day(found.documentDate)}`];
  const blocks = textBlocks(found.text).map((block) =>
    block.kind === 'list'
      ? html`<ul>${block.items.map((item) => html`<li>${item}</li>`)}</ul>`
      : html`<p>${block.lines.map((line, index) => html`${index > 0 && html`<br>`}${line}`)}</p>`,
  );
  return html`
<article>
<h1>${found.title}</h1>
${found.corrections.map(({ on, reason }) => html`<div class="notice"><p>Đã sửa ngày ${day(on)}: ${reason}</p></div>`)}
<div class="summary"><p>${found.summary}</p></div>
${blocks}
${found.attachments.length > 0 && filesOf(found.attachments)}
<h2>Về nội dung này</h2>
<dl class="facts">
<dt>Nhóm</dt><dd>${found.classLabel} (${source})</dd>
${document.some(Boolean) && html`<dt>Văn bản</dt><dd>${document.filter(Boolean).join(', ')}</dd>`}
<dt>Phạm vi</dt><dd>${found.hamlets.length === 0 ? 'Toàn xã' : found.hamlets.join('; ')}</dd>
<dt>Công khai</dt><dd>${
    found.postedUntil === null
      ? `Thường xuyên, từ ngày ${day(found.postedFrom)}`
      : `Từ ngày ${day(found.postedFrom)} đến hết ngày ${day(found.postedUntil)}`
  }</dd>
<dt>Số hiệu</dt><dd>${found.number}</dd>
</dl>
</article>
<p class="screen-only"><a href="${root}">Xem các nội dung công khai khác</a></p>`;
}

const withdrawnPage = ({ title, number, withdrawnOn, reason }: Extract<PublicDisclosure, { state: 'withdrawn' }>): Html => html`
<h1>${title}</h1>
<div class="notice"><p><strong>Nội dung này đã được rút ngày ${day(withdrawnOn)}.</strong></p><p>Lý do: ${reason}</p></div>
<p class="quiet">Số hiệu ${number}</p>
<p class="screen-only"><a href="${root}">Xem các nội dung công khai khác</a></p>`;
