import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { house, raw } from '../testing/house.js';
import { anonymousDraft, draft, file, office, withHamlets } from '../testing/reports.js';
import { type Role, roles } from './contracts/residents.js';

const document = z.object({ paths: z.record(z.string(), z.record(z.string(), z.object({ description: z.string().optional() }))) });

/** Written by hand, after the plan's division of work: who may call what of feedback, petitions and the board. */
const office1: Role[] = ['one_stop_officer', 'office_officer', 'culture_officer', 'judicial_officer', 'chairman'];
const households: Role[] = ['office_officer', 'hamlet_head'];
const decisions: Role[] = [
  'office_officer',
  'culture_officer',
  'judicial_officer',
  'chairman',
  'hamlet_head',
  'hamlet_front',
  'front_officer',
];
const surveyWriters: Role[] = ['office_officer', 'culture_officer', 'judicial_officer'];
const surveyReaders: Role[] = [...surveyWriters, 'chairman'];
const expected: Record<string, 'anyone' | 'resident' | Role[]> = {
  'GET /reports/form': 'anyone',
  'POST /reports': 'resident',
  'POST /anonymous-reports': 'anyone',
  'POST /reports/similar': 'anyone',
  'GET /reports/mine': 'resident',
  'GET /reports/{id}': 'resident',
  'POST /reports/{id}/join': 'resident',
  'POST /reports/{id}/acts': 'resident',
  'POST /tracked-reports': 'anyone',
  'POST /tracked-reports/acts': 'anyone',
  'GET /report-checks/{token}': 'anyone',
  'POST /report-checks/{token}': 'anyone',
  'POST /report-media': 'anyone',
  'DELETE /report-media/{id}': 'anyone',
  'GET /board': 'anyone',
  'GET /board/{id}': 'anyone',
  'GET /board-map': 'anyone',
  'GET /board-statistics': 'anyone',
  'GET /desk/reports': office1,
  'GET /desk/reports/{id}': office1,
  'POST /desk/reports/{id}/acts': office1,
  'POST /desk/reports/{id}/seal': office1,
  'POST /desk/reports/{id}/media/{mediaId}/review': office1,
  'POST /desk/masks': office1,
  'GET /desk/report-officers': office1,
  'POST /desk/report-actions/assign': ['office_officer', 'chairman'],
  'POST /desk/report-actions/merge': ['office_officer', 'chairman'],
  'POST /desk/report-actions/{id}/undo': ['office_officer', 'chairman'],
  'GET /desk/report-ratings': ['office_officer', 'chairman'],
  'GET /desk/report-blocks': ['office_officer'],
  'DELETE /desk/report-blocks/{id}': ['office_officer'],
  'GET /desk/feedback-settings': [...office1, 'administrator'],
  'PUT /desk/feedback-settings': ['office_officer', 'administrator'],
  'GET /desk/sealed-petitions': ['office_officer', 'judicial_officer', 'chairman'],
  'POST /desk/sealed-petitions/{id}/openings': ['office_officer', 'judicial_officer', 'chairman'],
  'POST /desk/sealed-petitions/{id}/steps': ['office_officer', 'judicial_officer', 'chairman'],
  'POST /desk/sealed-petitions/{id}/handler': ['office_officer', 'judicial_officer', 'chairman'],
  'GET /surveys': 'resident',
  'GET /surveys/{id}': 'resident',
  'PUT /surveys/{id}/draft': 'resident',
  'POST /surveys/{id}/answers': 'resident',
  'GET /desk/surveys': surveyReaders,
  'POST /desk/surveys': surveyWriters,
  'GET /desk/surveys/{id}': surveyReaders,
  'PUT /desk/surveys/{id}': surveyWriters,
  'POST /desk/surveys/{id}/copies': surveyWriters,
  'GET /desk/surveys/{id}/check': surveyReaders,
  'POST /desk/surveys/{id}/publish': ['office_officer', 'chairman'],
  'POST /desk/surveys/{id}/versions': ['office_officer', 'chairman'],
  'POST /desk/surveys/{id}/corrections': surveyWriters,
  'POST /desk/surveys/{id}/extension': ['office_officer', 'chairman'],
  'POST /desk/surveys/{id}/close': ['office_officer', 'chairman'],
  'POST /desk/surveys/{id}/cancellation': ['office_officer', 'chairman'],
  'POST /desk/surveys/{id}/reminders': surveyWriters,
  'GET /desk/surveys/{id}/turnout': surveyReaders,
  'GET /desk/surveys/{id}/results': surveyReaders,
  'GET /desk/surveys/{id}/cross': surveyReaders,
  'GET /desk/surveys/{id}/questions/{question}/texts': surveyReaders,
  'POST /desk/surveys/{id}/disclosure': surveyWriters,
  'GET /satisfaction/invitations/{id}': 'resident',
  'POST /satisfaction/invitations/{id}/answers': 'resident',
  'POST /satisfaction/invitations/{id}/decline': 'resident',
  'GET /desk/satisfaction/results': ['office_officer', 'judicial_officer', 'culture_officer', 'chairman', 'administrator'],
  'GET /desk/satisfaction/words': ['office_officer', 'judicial_officer', 'culture_officer', 'chairman', 'administrator'],
  'GET /desk/satisfaction/settings': ['office_officer', 'judicial_officer', 'culture_officer', 'chairman', 'administrator'],
  'PUT /desk/satisfaction/settings': ['office_officer'],
  'POST /desk/satisfaction/editions': ['office_officer'],
  'GET /desk/scorecard': ['office_officer', 'judicial_officer', 'culture_officer', 'chairman', 'administrator'],
  'PUT /desk/scorecard/{quarter}/{criterion}': ['office_officer'],
  'GET /consultations': 'anyone',
  'GET /consultations/{id}': 'resident',
  'GET /consultations/{id}/opinions': 'resident',
  'POST /consultations/{id}/opinions': 'resident',
  'PUT /consultations/{id}/opinions/{opinionId}/support': 'resident',
  'DELETE /consultations/{id}/opinions/{opinionId}/support': 'resident',
  'PUT /consultations/{id}/stance': 'resident',
  'GET /desk/consultations': ['office_officer', 'culture_officer', 'judicial_officer', 'chairman', 'front_officer'],
  'GET /desk/consultations/{id}': ['office_officer', 'culture_officer', 'judicial_officer', 'chairman', 'front_officer'],
  'GET /desk/consultations/{id}/opinions': ['office_officer', 'culture_officer', 'judicial_officer', 'chairman', 'front_officer'],
  'GET /desk/consultation-terms': ['office_officer', 'culture_officer', 'judicial_officer', 'chairman', 'front_officer'],
  'GET /desk/consultation-opinions/{id}/original': ['office_officer', 'culture_officer', 'judicial_officer'],
  'POST /desk/consultation-opinions/{id}/decisions': ['office_officer', 'culture_officer', 'judicial_officer'],
  'POST /desk/consultations': ['office_officer', 'culture_officer', 'judicial_officer'],
  'PUT /desk/consultations/{id}': ['office_officer', 'culture_officer', 'judicial_officer'],
  'POST /desk/consultations/{id}/opinions': ['office_officer', 'culture_officer', 'judicial_officer'],
  'POST /desk/consultations/{id}/groups': ['office_officer', 'culture_officer', 'judicial_officer'],
  'PUT /desk/consultations/{id}/synthesis': ['office_officer', 'culture_officer', 'judicial_officer'],
  'POST /desk/consultations/{id}/drop-correction': ['office_officer', 'culture_officer', 'judicial_officer'],
  'POST /desk/consultations/{id}/reports': ['office_officer', 'culture_officer', 'judicial_officer'],
  'POST /desk/consultations/{id}/publish': ['office_officer', 'chairman'],
  'POST /desk/consultations/{id}/extend': ['office_officer', 'chairman'],
  'POST /desk/consultations/{id}/withdraw': ['office_officer', 'chairman'],
  'POST /desk/consultations/{id}/archive': ['office_officer', 'chairman'],
  'POST /desk/consultations/{id}/synthesis/publish': ['office_officer', 'chairman'],
  'PUT /desk/consultation-terms': ['office_officer', 'chairman'],
  'GET /participation': 'resident',
  'GET /initiatives': 'resident',
  'POST /initiatives': 'resident',
  'GET /initiatives/{id}': 'resident',
  'PUT /initiatives/{id}/assent': 'resident',
  'DELETE /initiatives/{id}/assent': 'resident',
  'GET /desk/initiatives': ['office_officer', 'chairman', 'hamlet_head', 'hamlet_front', 'front_officer'],
  'GET /desk/initiatives/{id}': ['office_officer', 'chairman', 'hamlet_head', 'hamlet_front', 'front_officer'],
  'POST /desk/initiatives/{id}/check': ['office_officer', 'hamlet_head', 'hamlet_front'],
  'POST /desk/initiatives/{id}/support': ['hamlet_front', 'front_officer'],
  'POST /desk/initiatives/{id}/answer': ['hamlet_head', 'hamlet_front', 'chairman', 'front_officer'],
  'GET /desk/initiatives/{id}/assents': ['office_officer', 'chairman', 'hamlet_head', 'hamlet_front', 'front_officer'],
  'GET /desk/initiatives/{id}/households': ['office_officer', 'hamlet_head', 'hamlet_front'],
  'POST /desk/initiatives/{id}/assents': ['office_officer', 'hamlet_head', 'hamlet_front'],
  'DELETE /desk/initiatives/{id}/assents/{householdId}': ['office_officer', 'hamlet_head', 'hamlet_front'],
  'GET /desk/initiative-terms': ['office_officer', 'chairman', 'hamlet_head', 'hamlet_front', 'front_officer'],
  'PUT /desk/initiative-terms': ['office_officer', 'administrator'],
  'GET /desk/households': [...households, 'culture_officer', 'judicial_officer', 'chairman', 'hamlet_front', 'front_officer'],
  'GET /desk/households/{id}': [...households, 'culture_officer', 'judicial_officer', 'chairman', 'hamlet_front', 'front_officer'],
  'GET /desk/household-requests': [...households, 'culture_officer', 'judicial_officer', 'chairman', 'hamlet_front', 'front_officer'],
  'POST /desk/households': households,
  'PUT /desk/households/{id}': households,
  'POST /desk/households/{id}/representative': households,
  'POST /desk/households/{id}/invitations': households,
  'POST /desk/households/{id}/unlinking': households,
  'POST /desk/households/{id}/end': households,
  'POST /desk/household-requests/{id}/decision': households,
  'POST /desk/households/import/preview': households,
  'POST /desk/households/import': households,
  'GET /me/household': 'resident',
  'DELETE /me/household': 'resident',
  'POST /me/household/claim/preview': 'resident',
  'POST /me/household/claim': 'resident',
  'POST /me/household/requests': 'resident',
  'DELETE /me/household/requests/{id}': 'resident',
  'POST /me/household/notices/seen': 'resident',
  'GET /decisions': 'resident',
  'GET /decisions/{id}': 'resident',
  'PUT /decisions/{id}/consent': 'resident',
  'POST /decisions/{id}/votes': 'resident',
  'GET /decisions/{id}/receipts/{receipt}': 'anyone',
  'GET /desk/decisions': decisions,
  'GET /desk/decision-hamlets': decisions,
  'POST /desk/decisions': ['office_officer', 'hamlet_head'],
  'GET /desk/decisions/{id}': decisions,
  'PUT /desk/decisions/{id}': ['office_officer', 'hamlet_head'],
  'POST /desk/decisions/{id}/acts': decisions,
  'GET /desk/decisions/{id}/roll': decisions,
  'POST /desk/decisions/{id}/roll/{householdId}': ['office_officer', 'judicial_officer', 'hamlet_head', 'hamlet_front', 'front_officer'],
  'GET /desk/decisions/{id}/typed': ['office_officer', 'judicial_officer', 'hamlet_head', 'hamlet_front', 'front_officer'],
  'PUT /desk/decisions/{id}/typed/{serial}': ['office_officer', 'judicial_officer', 'hamlet_head', 'hamlet_front', 'front_officer'],
  'DELETE /desk/decisions/{id}/typed/{serial}': ['office_officer', 'judicial_officer', 'hamlet_head', 'hamlet_front', 'front_officer'],
  'GET /desk/decisions/{id}/hands': ['office_officer', 'judicial_officer', 'hamlet_head', 'hamlet_front', 'front_officer'],
  'PUT /desk/decisions/{id}/hands/{meetingKey}': ['office_officer', 'judicial_officer', 'hamlet_head', 'hamlet_front', 'front_officer'],
};

/** Those that end who calls them. */
const ends = ['DELETE /me', 'DELETE /console-session', 'POST /sessions'];

function whoMayOf(description = ''): 'anyone' | 'resident' | Role[] {
  const found = roles.filter((role) => description.includes(`(\`${role}\`)`));
  if (found.length > 0) return found;
  return /Cần đăng nhập/i.test(description) ? 'resident' : 'anyone';
}

describe('every route', () => {
  it('refuses whoever it does not serve: nobody, a resident, each role by itself', async () => {
    const commune = await house();
    const { paths } = document.parse(await (await fetch(`${commune.url}/api/openapi.json`)).json());
    const people = new Map<string, string | undefined>([['nobody', undefined]]);
    people.set('resident', (await commune.person('dan')).token);
    for (const role of roles) people.set(role, (await commune.officer(role.replaceAll('_', '-'), [role])).token);

    const routes = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { description }]) => ({ name: `${method.toUpperCase()} ${path}`, method, path, description })),
    );
    const names = new Set(routes.map(({ name }) => name));
    for (const name of Object.keys(expected)) expect([name, names.has(name)]).toEqual([name, true]);

    const wrong: string[] = [];
    for (const { name, method, path, description } of routes) {
      if (ends.includes(name)) continue;
      const allowed = expected[name] ?? whoMayOf(description);
      const address = path.replace(/\{\w*(?:[iI]d)\}/g, 'f'.repeat(24)).replace(/\{\w+\}/g, 'khong-co');
      const asked = [...people].map(async ([who, token]) => {
        const { status, body } = await raw(commune.url, method.toUpperCase(), address, {
          ...(token !== undefined && { token }),
          ...(method === 'get' ? {} : { body: {} }),
        });
        const may = allowed === 'anyone' || (who !== 'nobody' && (allowed === 'resident' || allowed.includes(who as Role)));
        const refused = status === 401 || status === 403;
        // Some answer "not yours" of their own accord to whom they serve; none serves whom it must not.
        const fine = may
          ? !refused || (status === 403 && body?.code === 'not_allowed' && allowed === 'resident')
          : refused && status === (who === 'nobody' ? 401 : 403);
        if (!fine) wrong.push(`${name} · ${who}: ${status}`);
      });
      await Promise.all(asked);
    }
    expect(wrong).toEqual([]);
    expect(routes.length).toBeGreaterThan(120);
  }, 120_000);

  it('keeps reports to whom they belong: own, joined, foreign, given to another, naming the officer', async () => {
    const commune = await house();
    await withHamlets(commune);
    const { dispatcher, culture, judicial, chairman } = await office(commune);
    const minh = await commune.person('minh');
    const lan = await commune.person('lan', { name: 'Hoàng Thị Lan' });
    const { id } = await file(minh);
    const anonymous = await raw(commune.url, 'POST', '/anonymous-reports', {
      body: anonymousDraft({ text: 'Loa đầu xóm rè quá, nghe không rõ gì.' }),
    });
    const named = await file(lan, {
      text: 'Cô Trần Thị Cán Bộ giải thích chưa rõ, tôi phải đi lại hai lần.',
      categoryKey: 'thai-do',
      place: draft().place,
    });

    const asResident = async (token: string | undefined, of: string) => [
      (await raw(commune.url, 'GET', `/reports/${of}`, { ...(token !== undefined && { token }) })).status,
      (
        await raw(commune.url, 'POST', `/reports/${of}/acts`, {
          ...(token !== undefined && { token }),
          body: { action: { act: 'confirm_fixed' } },
        })
      ).status,
    ];
    expect(await asResident(minh.token, id)).toEqual([200, 409]);
    expect(await asResident(lan.token, id)).toEqual([404, 404]);
    expect(await asResident(undefined, id)).toEqual([401, 401]);
    expect(await asResident(minh.token, 'f'.repeat(24))).toEqual([404, 404]);
    expect((await raw(commune.url, 'POST', '/tracked-reports', { body: { trackingCode: anonymous.body.trackingCode } })).status).toBe(200);

    const asOfficer = async (token: string, of: string) => (await raw(commune.url, 'GET', `/desk/reports/${of}`, { token })).status;
    expect(await asOfficer(dispatcher.token, id)).toBe(200);
    expect(await asOfficer(chairman.token, id)).toBe(200);
    expect(await asOfficer(culture.token, id)).toBe(404);
    expect(await asOfficer(judicial.token, id)).toBe(404);
    // Every officer here bears the name it complains of, the chairman too: nobody of them reads it.
    for (const who of [dispatcher, culture, judicial, chairman]) expect(await asOfficer(who.token, named.id)).toBe(404);
    const { reports } = (await raw(commune.url, 'GET', '/desk/reports?view=all', { token: dispatcher.token })).body as {
      reports: { id: string }[];
    };
    expect(reports.map((report) => report.id)).not.toContain(named.id);
  });
});
