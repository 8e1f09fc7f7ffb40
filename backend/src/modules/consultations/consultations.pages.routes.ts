import { type Request, type Response, Router } from 'express';
import { channelWords, countsWords, decisionWords, stanceWords } from '../../contracts/consultation-words.js';
import { type Consultation, listConsultations, type PublicConsultationRow, stances } from '../../contracts/consultations.js';
import { Id } from '../../contracts/primitives.js';
import { ProblemError } from '../../http/problems.js';
import { type Html, html, pageOf, pagePolicy, pageStyle, sendPage } from '../../http/public-page.js';
import type { CommunesService } from '../communes/communes.service.js';
import type { ReadingService } from './reading.service.js';

type Deps = { reading: Pick<ReadingService, 'list' | 'read'>; communes: Pick<CommunesService, 'card'>; assertReady: () => void };
type Commune = Awaited<ReturnType<CommunesService['card']>>;

const root = '/lay-y-kien';
const day = (date: string) => `${date.slice(8, 10)}/${date.slice(5, 7)}/${date.slice(0, 4)}`;
const lines = (text: string): Html[] => text.split('\n').map((line, index) => html`${index > 0 && html`<br>`}${line}`);

/** What the commune asks Nhân dân about, on the web for everybody: `/lay-y-kien` (Luật 10/2022/QH15 Art. 26(6)). Read only; no script, no cookie. */
export function consultationPages({ reading, communes, assertReady }: Deps): Router {
  const router = Router();

  const send = async (request: Request, response: Response, title: string, body: (commune: Commune) => Html, status = 200) => {
    const commune = await communes.card();
    const page = pageOf({
      title: `${title} · ${commune.officeName}`,
      office: commune.officeName,
      place: commune.formerText === null ? commune.communeName : `${commune.communeName} (${commune.formerText})`,
      styleUrl: `${root}/style.css`,
      body: html`<main>${body(commune)}</main>
<footer class="foot quiet"><p>${commune.officeName}${commune.address && `, ${commune.address}`}<br>Điện thoại: ${commune.hotline}</p></footer>`,
    });
    sendPage(request, response, page, status);
  };

  router.get('/style.css', pageStyle);
  router.use(pagePolicy, (_request, _response, next) => {
    assertReady();
    next();
  });
  router.get('/', async (request, response) => {
    response.locals.route = root;
    const after = listConsultations.query.safeParse(request.query);
    const list = await reading.list(after.success ? after.data.after : undefined);
    await send(request, response, 'Lấy ý kiến Nhân dân', () => listPage(list));
  });
  router.get('/:id', async (request, response, next) => {
    response.locals.route = `${root}/:id`;
    const id = Id.safeParse(request.params.id);
    if (!id.success) return next();
    const found = await reading.read(null, id.data);
    await send(request, response, found.title, () => onePage(found), found.state === 'withdrawn' ? 410 : 200);
  });
  const notFound = (request: Request, response: Response) =>
    send(
      request,
      response,
      'Không tìm thấy trang',
      () => html`<h1>Không tìm thấy trang này</h1><p><a class="button" href="${root}">Xem các lần lấy ý kiến</a></p>`,
      404,
    );
  router.use((request, response) => notFound(request, response));
  router.use((error: unknown, request: Request, response: Response, next: (error: unknown) => void) => {
    if (error instanceof ProblemError && error.code === 'consultation_not_found') notFound(request, response).catch(next);
    else next(error);
  });
  return router;
}

const stateLine = ({ state, opensOn, closesOn }: Pick<PublicConsultationRow, 'state' | 'opensOn' | 'closesOn'>): string =>
  ({
    open: `Đang lấy ý kiến, đến hết ngày ${day(closesOn)}`,
    closed: `Đã hết hạn ngày ${day(closesOn)}, xã đang tổng hợp`,
    answered: `Lấy ý kiến từ ${day(opensOn)} đến ${day(closesOn)}, đã công bố kết quả`,
    archived: `Lấy ý kiến từ ${day(opensOn)} đến ${day(closesOn)}, đã công bố kết quả`,
    withdrawn: 'Đã rút',
  })[state];

function listPage({ open, past, next }: Awaited<ReturnType<ReadingService['list']>>): Html {
  const rows = (list: readonly PublicConsultationRow[]) =>
    html`<ul class="rows">${list.map(
      (row) => html`
<li class="row"><a href="${root}/${row.id}">${row.title}</a><p class="quiet">${stateLine(row)} · ${row.matterName}</p><p>${lines(row.summary)}</p></li>`,
    )}</ul>`;
  return html`
<h1>Lấy ý kiến Nhân dân</h1>
<p>Những việc chính quyền xã hỏi ý kiến Nhân dân trước khi cơ quan có thẩm quyền quyết định. Góp ý trong Mini App của xã trên Zalo, hoặc gửi về trụ sở.</p>
${open.length > 0 && html`<h2>Đang lấy ý kiến</h2>${rows(open)}`}
${past.length > 0 && html`<h2>Đã kết thúc</h2>${rows(past)}`}
${open.length === 0 && past.length === 0 && html`<p>Chưa có lần lấy ý kiến nào.</p>`}
${next !== null && html`<p class="screen-only"><a class="button" href="${root}?after=${next}">Xem cũ hơn</a></p>`}`;
}

const synthesisPart = ({ synthesis, stances: said }: Consultation): Html | false =>
  synthesis !== null &&
  html`
<h2>Chúng tôi đã nghe gì và làm gì</h2>
<p class="quiet">Công bố ngày ${day(synthesis.publishedOn)}. ${countsWords(synthesis.counts)}</p>
${synthesis.sentAbove && html`<div class="notice"><p>Đã tổng hợp gửi ${synthesis.sentAbove.to} ngày ${day(synthesis.sentAbove.on)}, văn bản số ${synthesis.sentAbove.documentNumber}.</p></div>`}
<p>${lines(synthesis.text)}</p>
${said && html`<ul>${(['app', 'otherwise'] as const).map((where) => html`<li>${where === 'app' ? 'Trong Mini App' : 'Hình thức khác'}: ${stances.map((stance) => `${stanceWords[stance].toLocaleLowerCase('vi')} ${said[where][stance]}`).join(', ')}</li>`)}</ul>`}
<ol>${synthesis.points.map(
    ({ title, decision, reason, counts }) => html`
<li><strong>${title}</strong><br><span class="quiet">${countsWords(counts)}</span><br>${decisionWords[decision]}${reason && html`. ${lines(reason)}`}</li>`,
  )}</ol>
${synthesis.outside > 0 && html`<p class="quiet">${synthesis.outside} ý kiến không thuộc nội dung lấy ý kiến.</p>`}
${synthesis.disclosureSlug && html`<p><a href="/cong-khai/${synthesis.disclosureSlug}">Bản công khai</a></p>`}`;

function onePage(found: Consultation): Html {
  const { title, number, summary, source, parts, papers, opinions, withdrawn, corrections, responsible, decidedAbove } = found;
  return html`
<article>
<h1>${title}</h1>
<p class="quiet">${stateLine(found)}</p>
${withdrawn && html`<div class="notice"><p><strong>Đã rút ngày ${day(withdrawn.on)}.</strong></p><p>Lý do: ${withdrawn.reason}</p></div>`}
${corrections.map(({ on, reason }) => html`<div class="notice"><p>Bản sửa ngày ${day(on)}: ${reason}</p></div>`)}
<div class="summary"><p>${lines(summary)}</p></div>
${synthesisPart(found)}
${parts.length > 0 && html`<h2>Dự thảo</h2>`}
${parts.map(({ kind, text, number: place }) => (kind === 'heading' ? html`<h3>${text}</h3>` : html`<p><span class="quiet">Đoạn ${place}.</span> ${lines(text)}</p>`))}
${papers.length > 0 && html`<h2>Tài liệu kèm theo</h2><ul class="files">${papers.map(({ url, label }) => html`<li><a href="${url}">${label}</a></li>`)}</ul>`}
${
  opinions.opinions.length > 0 &&
  html`<h2>Ý kiến mới nhất</h2><ul class="rows">${opinions.opinions.map(
    ({ text, name, channel, on, people }) => html`
<li class="row"><p>${lines(text)}</p><p class="quiet">${channel === 'app' ? (name ?? 'Một người dân') : `${channelWords(channel)}${people > 1 ? `, ${people} người` : ''}`} · ${day(on)}</p></li>`,
  )}</ul>`
}
<h2>Về lần lấy ý kiến này</h2>
<dl class="facts">
<dt>Nội dung</dt><dd>${found.matterName} (${source})</dd>
<dt>Chịu trách nhiệm</dt><dd>${responsible}</dd>
${decidedAbove !== null && html`<dt>Cơ quan quyết định</dt><dd>${decidedAbove}</dd>`}
<dt>Số hiệu</dt><dd>${number}</dd>
</dl>
</article>
<p class="screen-only"><a href="${root}">Xem các lần lấy ý kiến khác</a></p>`;
}
