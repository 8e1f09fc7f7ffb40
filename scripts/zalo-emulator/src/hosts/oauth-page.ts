import { Router } from 'express';
import { escaped, page } from '../html.js';
import { formBody } from '../http.js';
import type { World } from '../world.js';

const permissions = [
  'Gửi tin nhắn và thông báo qua Official Account',
  'Quản lý thông tin người quan tâm',
  'Quản lý bài viết và tệp tải lên',
];

/** The page on which an administrator of the Official Account allows the app to act for it. */
export function permissionPage(world: World): Router {
  const { identity, oaTokens, store } = world;
  const router = Router();

  function checked(query: URLSearchParams): { redirect: URL; challenge: string; state: string | null } | string {
    if (query.get('app_id') !== identity.appId) return '-14002 Invalid appId';
    const redirect = URL.canParse(query.get('redirect_uri') ?? '') ? new URL(query.get('redirect_uri') ?? '') : null;
    const saved = store.state.settings.redirectUrls;
    if (!redirect || !/^https?:$/.test(redirect.protocol) || (saved.length > 0 && !saved.includes(redirect.href)))
      return '-14003 Invalid redirect uri';
    return { redirect, challenge: query.get('code_challenge') ?? '', state: query.get('state') };
  }

  router.get('/', (request, response) => {
    const query = new URL(request.originalUrl, 'http://emulator').searchParams;
    const asked = checked(query);
    if (typeof asked === 'string') {
      response.type('html').send(page('Không mở được trang cấp quyền', `<h1>Không mở được trang cấp quyền</h1><p>${escaped(asked)}</p>`));
      return;
    }
    const { oaName } = store.state.settings;
    const fields = [...query].map(([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`).join('');
    response.type('html').send(
      page(
        'Cấp quyền cho ứng dụng',
        `<h1>Cấp quyền cho ứng dụng</h1>
<p>Ứng dụng <b>${escaped(identity.appId)}</b> muốn thay mặt <b>${escaped(oaName)}</b>:</p>
<ul>${permissions.map((permission) => `<li>${escaped(permission)}</li>`).join('')}</ul>
<small>Sau khi đồng ý, trang sẽ chuyển về ${escaped(asked.redirect.origin)}.</small>
<form method="post">${fields}<button class="primary" name="decision" value="allow">Cho phép</button>
<button name="decision" value="refuse">Từ chối</button></form>`,
      ),
    );
  });

  router.post('/', (request, response) => {
    const form = formBody(request);
    const asked = checked(form);
    if (typeof asked === 'string' || form.get('decision') !== 'allow') {
      response
        .type('html')
        .send(page('Chưa cấp quyền', '<h1>Chưa cấp quyền</h1><p>Ứng dụng chưa được thay mặt Official Account. Có thể đóng trang này.</p>'));
      return;
    }
    asked.redirect.searchParams.set('code', oaTokens.issueCode(asked.challenge));
    asked.redirect.searchParams.set('oa_id', identity.oaId);
    if (asked.state !== null) asked.redirect.searchParams.set('state', asked.state);
    response.redirect(asked.redirect.href);
  });

  return router;
}
