import type { Clock } from '../../clock.js';
import { mayDo } from '../../contracts/permissions.js';
import type { Officer, Role } from '../../contracts/residents.js';
import { ProblemError } from '../../http/problems.js';
import type { OfficerIdentity } from '../../http/who.js';
import type { Duties, OfficerRecord, OfficersStore } from './officers.store.js';

export type OfficersService = ReturnType<typeof officersService>;

type Deps = {
  store: OfficersStore;
  clock: Clock;
  randomCode: () => string;
  hash: (code: string) => string;
  /** Awaited after what somebody may do has changed. */
  onChange: (residentId: string) => Promise<void>;
};

type Invited = Pick<Duties, 'name' | 'roles' | 'counterKeys'> & { [Field in 'title' | 'hamletKeys']?: Duties[Field] | undefined };

const invitationDays = 7;
const officerOf = (record: OfficerRecord): Officer => ({
  id: record.id,
  name: record.name,
  title: record.title,
  roles: record.roles,
  counterKeys: record.counterKeys,
  hamletKeys: record.hamletKeys,
  linked: record.residentId !== null,
  active: record.active,
});
/** People read the code from paper: spaces, dashes and small letters do not matter. */
const plain = (code: string) => code.toUpperCase().replace(/[^A-Z0-9]/g, '');

/** Officers and how a Zalo account becomes one: by a one-time invitation. */
export function officersService({ store, clock, randomCode, hash, onChange }: Deps) {
  return {
    async invite({ title = null, hamletKeys = [], ...officer }: Invited) {
      const code = randomCode();
      const expiresAt = new Date(clock.now().getTime() + invitationDays * 86_400_000);
      const record = await store.invite({ ...officer, title, hamletKeys }, hash(plain(code)), expiresAt);
      return { officer: officerOf(record), invitationCode: code, expiresAt: expiresAt.toISOString() };
    },
    /** Throws `invitation_invalid` for a code that is unknown, used, or older than seven days. */
    async accept(code: string, residentId: string): Promise<void> {
      const outcome = await store.accept(hash(plain(code)), residentId, clock.now());
      if (outcome === 'unknown')
        throw new ProblemError('invitation_invalid', 'Mã mời không đúng, đã dùng hoặc đã quá 7 ngày.', {
          fields: [{ field: 'body.code', message: 'Mã mời không đúng hoặc đã hết hạn.' }],
        });
      if (outcome === 'taken') throw new ProblemError('invitation_invalid', 'Tài khoản Zalo này đã liên kết với một cán bộ.');
      await onChange(residentId);
    },
    findByResident: (residentId: string) => store.findByResident(residentId),
    async identity(residentId: string): Promise<OfficerIdentity | null> {
      const record = await store.findByResident(residentId);
      if (!record) return null;
      const { id: officerId, name, title, roles, counterKeys, hamletKeys } = record;
      return { residentId, officerId, name, title, roles, counterKeys, hamletKeys };
    },
    /** Whether somebody works at a counter themselves: asked how it was there, they would speak of themselves and those beside them. */
    async worksAt(residentId: string): Promise<(counterKey: string) => boolean> {
      const officer = await store.findByResident(residentId);
      if (!officer || !mayDo(officer.roles, 'desk.act')) return () => false;
      return (counterKey) => officer.counterKeys.length === 0 || officer.counterKeys.includes(counterKey);
    },
    async list(): Promise<Officer[]> {
      return (await store.list()).map(officerOf);
    },
    /** The officer's name as colleagues read it; of one who is unknown, a word in its place. */
    async nameOf(officerId: string): Promise<string> {
      return (await store.list()).find(({ id }) => id === officerId)?.name ?? 'Cán bộ';
    },
    /** Active officers with one of the roles, in the order they were invited. */
    async withRole(...roles: readonly Role[]): Promise<OfficerRecord[]> {
      return (await store.list()).filter((record) => record.active && record.roles.some((role) => roles.includes(role)));
    },
    /** The officer's own Zalo account, while they are active and it is linked. */
    async residentOf(officerId: string): Promise<string | null> {
      return (await store.list()).find(({ id, active }) => id === officerId && active)?.residentId ?? null;
    },
    /** Works at the officer's next request. Throws `own_role` when somebody would lock themselves out, `officer_unknown`. */
    async update(
      by: OfficerIdentity,
      id: string,
      change: { [Field in keyof (Duties & { active: boolean })]?: (Duties & { active: boolean })[Field] | undefined },
    ): Promise<Officer> {
      if (id === by.officerId && (change.active === false || (change.roles && !change.roles.includes('administrator'))))
        throw new ProblemError('own_role', 'Ông/bà không tự bỏ quyền quản trị của chính mình được. Xin nhờ một quản trị viên khác.');
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
      const record = await store.update(id, given);
      if (!record) throw new ProblemError('officer_unknown', 'Không có cán bộ này.');
      if (record.residentId !== null) await onChange(record.residentId);
      return officerOf(record);
    },
    async unlink(residentId: string): Promise<void> {
      await store.unlink(residentId);
      await onChange(residentId);
    },
  };
}
