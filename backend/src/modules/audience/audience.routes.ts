import type { RateLimits } from '../../adapters/rate-limits.js';
import {
  type AudienceMember,
  listAudience,
  readPreferences,
  startAudienceSync,
  stopTopic,
  topics,
  updateAudienceMember,
  updatePreferences,
} from '../../contracts/audience.js';
import { hamletsWhere } from '../../contracts/permissions.js';
import { ProblemError } from '../../http/problems.js';
import type { Routes } from '../../http/route.js';
import { anyone, type OfficerIdentity, type Resident, type Who } from '../../http/who.js';
import type { CommunesService } from '../communes/communes.service.js';
import type { AudienceService } from './audience.service.js';
import type { MemberRecord } from './audience.store.js';
import type { FollowerSync } from './follower-sync.service.js';
import type { PreferencesService } from './preferences.service.js';

type Deps = {
  audience: AudienceService;
  followers: FollowerSync;
  preferences: PreferencesService;
  communes: Pick<CommunesService, 'hamlets'>;
  resident: Who<Resident>;
  reader: Who<OfficerIdentity>;
  writer: Who<OfficerIdentity>;
  limits: RateLimits;
};

const pageSize = 50;

export function audienceRoutes(
  routes: Routes,
  { audience, followers, preferences, communes, resident, reader, writer, limits }: Deps,
): void {
  /** Whom an officer may see: a hamlet head their own hamlets and those of whom nobody knows the hamlet; null is everybody. */
  const amongOf = (who: OfficerIdentity) => {
    const own = hamletsWhere(who, 'audience.read');
    return own === null ? null : [...own, null];
  };

  async function shown(members: readonly MemberRecord[]): Promise<AudienceMember[]> {
    const names = new Map((await communes.hamlets()).map(({ key, name }) => [key, name]));
    return members.map((member) => ({
      id: member.id,
      name: member.name,
      follows: member.follows === true,
      resident: member.residentId !== null,
      hasPhone: member.hasPhone,
      hamletKey: member.hamletKey,
      hamletName: names.get(member.hamletKey ?? '') ?? null,
      hamletSaid: member.saidHamletKey !== null,
      householdCode: member.householdCode,
      birthYear: member.birthYear,
      roles: member.roles,
      stopped: topics.filter((topic) => member.stops[topic]?.stopped === true),
      lastInteractionAt: member.lastInteractionAt?.toISOString() ?? null,
    }));
  }

  routes.add(listAudience, reader, async ({ who, query }) => {
    const among = amongOf(who);
    const hamletKey = query.withoutHamlet === 'true' ? null : query.hamletKey;
    const [members, counts, { state, at, followers: known }] = await Promise.all([
      audience.list({ search: query.search ?? '', hamletKey, among }, cursorIn(query.after), pageSize + 1),
      audience.counts(among),
      followers.status(),
    ]);
    const page = members.slice(0, pageSize);
    return {
      members: await shown(page),
      next: members.length > pageSize ? (page.at(-1)?.id ?? null) : null,
      counts,
      sync: { state, at: at?.toISOString() ?? null, followers: known },
    };
  });

  routes.add(updateAudienceMember, writer, async ({ who, params, body }) => {
    const among = amongOf(who);
    const { hamletKey } = body;
    const unknown = hamletKey && !(await communes.hamlets()).some(({ key }) => key === hamletKey);
    if (unknown || (hamletKey && among && !among.includes(hamletKey)))
      throw new ProblemError('hamlet_unknown', 'Không có xóm này trong danh sách của ông/bà.', {
        fields: [{ field: 'body.hamletKey', message: 'Không có xóm này.' }],
      });
    const [member] = await shown([await audience.note(params.id, given(body), among && { hamletKeys: among })]);
    if (!member) throw new ProblemError('not_found', 'Không có người này trong danh sách.');
    return member;
  });

  routes.add(startAudienceSync, writer, async ({ who }) => {
    await limits.take('change', who.residentId);
    await followers.request();
    return { state: 'running' as const };
  });

  routes.add(readPreferences, resident, ({ who }) => preferences.of(who.residentId));
  routes.add(updatePreferences, resident, async ({ who, body }) => {
    await limits.take('change', who.residentId);
    return preferences.update(who.residentId, body);
  });
  routes.add(stopTopic, anyone, async ({ body, request }) => {
    await limits.take('change', request.ip ?? 'unknown');
    return audience.stopByToken(body.token, body.stopped);
  });
}

/** What was said, without what was left out. */
function given<T extends object>(body: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

function cursorIn(after: string | undefined): string | null {
  if (after === undefined) return null;
  if (!/^[0-9a-f]{24}$/.test(after)) throw new ProblemError('invalid_request', 'Mốc trang không đúng.');
  return after;
}
