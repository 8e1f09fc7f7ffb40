import { type Response, Router } from 'express';
import { readZaloStatus, startZaloGrant, ZaloGrantCallback } from '../../contracts/zalo.js';
import type { Routes } from '../../http/route.js';
import type { OfficerIdentity, Who } from '../../http/who.js';
import type { GrantOutcome, GrantsService } from './grants.service.js';

export function zaloRoutes(routes: Routes, grants: GrantsService, administrator: Who<OfficerIdentity>): void {
  routes.add(startZaloGrant, administrator, () => grants.start());
  routes.add(readZaloStatus, administrator, () => grants.status());
}

const words: Record<GrantOutcome, { status: number; text: string }> = {
  granted: { status: 200, text: 'Đã nhận quyền. Official Account gửi tin được rồi, ông/bà có thể đóng trang này.' },
  unknown_request: { status: 400, text: 'Đường dẫn này đã dùng hoặc đã quá 15 phút. Xin bắt đầu lại từ trang quản trị.' },
  other_account: { status: 400, text: 'Quyền vừa cấp thuộc một Official Account khác. Xin chọn đúng Official Account của xã.' },
  refused: { status: 400, text: 'Zalo không nhận mã này. Xin bắt đầu lại từ trang quản trị.' },
  later: { status: 503, text: 'Chưa hoàn tất được với Zalo. Xin bắt đầu lại từ trang quản trị sau ít phút.' },
};

/** `GET /zalo-oauth`, where Zalo sends the administrator back; to be mounted at `/webhooks`. */
export function zaloGrantCallback(grants: Pick<GrantsService, 'finish'>): Router {
  const router = Router();
  router.get('/zalo-oauth', async (request, response) => {
    const given = ZaloGrantCallback.safeParse(request.query);
    const outcome = given.success
      ? await grants.finish({ code: given.data.code, state: given.data.state, oaId: given.data.oa_id })
      : 'unknown_request';
    page(response, outcome);
  });
  return router;
}

function page(response: Response, outcome: GrantOutcome): void {
  const { status, text } = words[outcome];
  // The address carries the code: nobody may keep it or pass it on.
  response
    .status(status)
    .set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' })
    .type('html')
    .send(
      `<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Zalo</title></head><body><p>${text}</p></body></html>`,
    );
}
