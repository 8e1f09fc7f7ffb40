import type { Sessions } from '../../adapters/sessions.js';
import type { ZaloLogin } from '../../adapters/zalo-login.js';
import type { Clock } from '../../clock.js';
import type { Consents, Me } from '../../contracts/residents.js';
import { maskPhone, normalisePhone } from '../../domain/person-name.js';
import { ProblemError } from '../../http/problems.js';
import type { CommunesService } from '../communes/communes.service.js';
import type { OfficersService } from '../officers/officers.service.js';
import type { ContactsStore } from '../zalo/contacts.store.js';
import type { ResidentRecord, ResidentsStore } from './residents.store.js';

export type ResidentsService = ReturnType<typeof residentsService>;
/** `open` gives null when nobody holds the key any more. */
export type Sealer = { seal(text: string): string; open(sealed: string): string | null; currentPrefix: string };

type Deps = {
  store: ResidentsStore;
  contacts: ContactsStore;
  officers: OfficersService;
  communes: CommunesService;
  zalo: ZaloLogin;
  sessions: Sessions;
  sealer: Sealer;
  clock: Clock;
  /** Awaited after every change of a person. */
  onChange: (residentId: string) => Promise<void>;
};

const gone = () => new ProblemError('not_signed_in', 'Tài khoản không còn, xin mở lại ứng dụng.');

const resealedAtOnce = 2_000;

/** People, known by their Zalo account. */
export function residentsService({ store, contacts, officers, communes, zalo, sessions, sealer, clock, onChange }: Deps) {
  const nameOf = (resident: ResidentRecord) => resident.typedName ?? resident.zaloName;

  async function meOf(resident: ResidentRecord): Promise<Me> {
    const [officer, contact, hamlets] = await Promise.all([
      officers.findByResident(resident.id),
      contacts.find({ oaUserId: resident.oaUserId, userIdByApp: resident.zaloUserId }),
      communes.hamlets(),
    ]);
    const name = nameOf(resident);
    const phone = resident.phoneSealed === null ? null : sealer.open(resident.phoneSealed);
    return {
      name: name ?? 'ông/bà',
      nameKnown: name !== null,
      phoneMasked: phone === null ? null : maskPhone(phone),
      hamletKey: resident.hamletKey,
      hamletName: hamlets.find(({ key }) => key === resident.hamletKey)?.name ?? null,
      followsOfficialAccount: contact?.follows ?? false,
      consents: resident.consents,
      roles: officer ? [...officer.roles] : [],
      family: resident.family,
    };
  }

  async function changed(resident: ResidentRecord | null): Promise<ResidentRecord> {
    if (!resident) throw gone();
    await onChange(resident.id);
    return resident;
  }

  return {
    /** Verifies the token at Zalo and opens a session. Throws `zalo_sign_in_refused`, `zalo_unavailable`. */
    async signIn(accessToken: string) {
      const person = await zalo.whoIs(accessToken);
      if (person.kind === 'unavailable')
        throw new ProblemError('zalo_unavailable', 'Chưa kết nối được với Zalo để đăng nhập. Xin thử lại sau ít giây.', { retryAfter: 5 });
      if (person.kind === 'refused')
        throw new ProblemError('zalo_sign_in_refused', 'Zalo chưa xác nhận được tài khoản. Xin đóng và mở lại ứng dụng.');
      const now = clock.now();
      const contact = await contacts.find({ oaUserId: person.oaUserId, userIdByApp: person.appUserId });
      const oaUserId = person.oaUserId ?? contact?.oaUserId ?? null;
      const resident = await store.signIn(person.appUserId, { zaloName: person.name, oaUserId }, now);
      if (oaUserId !== null && (person.follows !== null || contact === null))
        await contacts.record({
          oaUserId,
          userIdByApp: person.appUserId,
          ...(person.follows !== null && { follows: { value: person.follows, at: now } }),
        });
      await onChange(resident.id);
      const { token, expiresAt } = await sessions.issue(resident.id);
      return { token, expiresAt: expiresAt.toISOString(), me: await meOf(resident) };
    },
    async require(id: string): Promise<ResidentRecord> {
      const resident = await store.find(id);
      if (!resident) throw gone();
      return resident;
    },
    find: (id: string) => store.find(id),
    findByZalo: (ids: { zaloUserId?: string; oaUserId?: string }) => store.findByZalo(ids),
    async linkOfficialAccount(id: string, oaUserId: string): Promise<void> {
      await store.update(id, { oaUserId });
      await onChange(id);
    },
    nameOf,
    /** Name and phone number of several residents, for the officer who serves them. */
    async cards(ids: readonly string[]): Promise<Map<string, { name: string | null; phone: string | null }>> {
      const cards = await store.cards(ids);
      return new Map(
        [...cards].map(([id, { name, phoneSealed }]) => [id, { name, phone: phoneSealed === null ? null : sealer.open(phoneSealed) }]),
      );
    },
    /** Seals under the first key what an older one sealed; what no key opens is left. Answers how many were done. */
    async reseal(): Promise<number> {
      const stale = await store.staleSeals(sealer.currentPrefix, resealedAtOnce);
      for (const { id, phoneSealed } of stale) {
        const phone = sealer.open(phoneSealed);
        if (phone !== null) await store.reseal(id, phoneSealed, sealer.seal(phone));
      }
      return stale.length;
    },
    rememberFamily: (id: string, person: { name: string; relation: string }) => store.rememberFamily(id, person),
    phoneOf: (resident: ResidentRecord) => (resident.phoneSealed === null ? null : sealer.open(resident.phoneSealed)),
    async me(id: string): Promise<Me> {
      return meOf(await this.require(id));
    },
    async update(
      id: string,
      change: {
        name?: string | undefined;
        hamletKey?: string | null | undefined;
        consents?: Partial<{ [K in keyof Consents]: boolean | undefined }> | undefined;
      },
    ): Promise<Me> {
      if (change.hamletKey && !(await communes.hamlets()).some(({ key }) => key === change.hamletKey))
        throw new ProblemError('hamlet_unknown', 'Không có xóm này trong danh sách.', {
          fields: [{ field: 'body.hamletKey', message: 'Không có xóm này.' }],
        });
      const consents = Object.fromEntries(
        Object.entries(change.consents ?? {}).filter(([, given]) => given !== undefined),
      ) as Partial<Consents>;
      const resident = await store.update(id, {
        ...(change.name !== undefined && { typedName: change.name }),
        ...(change.hamletKey !== undefined && { hamletKey: change.hamletKey }),
        consents,
      });
      return meOf(await changed(resident));
    },
    /** Stores a phone number exchanged at Zalo. Throws `phone_token_refused`, `zalo_unavailable`. */
    async savePhoneFromZalo(id: string, accessToken: string, phoneToken: string): Promise<Me> {
      const answer = await zalo.phoneNumber(accessToken, phoneToken);
      if (answer.kind === 'unavailable')
        throw new ProblemError('zalo_unavailable', 'Chưa lấy được số điện thoại từ Zalo. Ông/bà có thể tự gõ số.', { retryAfter: 5 });
      if (answer.kind === 'refused')
        throw new ProblemError('phone_token_refused', 'Zalo chưa cho lấy số điện thoại. Ông/bà có thể tự gõ số.');
      return this.savePhone(id, answer.phone);
    },
    /** Stores a typed number, sealed. Throws `phone_invalid`. */
    async savePhone(id: string, typed: string): Promise<Me> {
      const resident = await store.update(id, { phoneSealed: sealer.seal(requirePhone(typed, 'body.phone')) });
      return meOf(await changed(resident));
    },
    async removePhone(id: string): Promise<Me> {
      const resident = await store.update(id, { phoneSealed: null });
      return meOf(await changed(resident));
    },
    async erase(id: string): Promise<void> {
      await store.erase(id);
      await onChange(id);
    },
  };
}

/** E.164 of what was typed; throws `phone_invalid` naming the field. */
export function requirePhone(typed: string, field: string): string {
  const phone = normalisePhone(typed);
  if (phone === null)
    throw new ProblemError('phone_invalid', 'Số điện thoại chưa đúng. Ví dụ: 0912 345 678.', {
      fields: [{ field, message: 'Số điện thoại chưa đúng, ví dụ 0912 345 678.' }],
    });
  return phone;
}
