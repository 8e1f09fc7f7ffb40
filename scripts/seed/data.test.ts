import { createHash } from 'node:crypto';
import { Counter, Holiday, MakeUpDay, Season } from 'backend/contracts/calendar';
import { AdministrativeUnit, CommuneSettings, Hamlet } from 'backend/contracts/commune';
import { addProcedureVersion } from 'backend/contracts/procedures';
import { inviteOfficer } from 'backend/contracts/residents';
import { describe, expect, it } from 'vitest';
import { normalisePhone } from '../../backend/src/domain/person-name.js';
import { fold, searchProcedures } from '../../backend/src/domain/search-text.js';
import { slotRun, slotsOfDay } from '../../backend/src/domain/slots.js';
import { addDays } from '../../backend/src/domain/vietnam-time.js';
import { daysOff, isWorkingDay } from '../../backend/src/domain/working-days.js';
import { counters } from './counters.js';
import { hamlets } from './hamlets.js';
import { holidays, makeUpDays } from './holidays.js';
import { administrator, officers } from './officers.js';
import { grandmother, makeResidents, residents } from './people.js';
import { procedures } from './procedures.js';
import { seasons } from './seasons.js';
import { settings } from './settings.js';
import { units } from './units.js';

const publicCalendar = { holidays, makeUpDays };

describe('what the seed saves', () => {
  it('fits the contracts as it stands, so that the API stores what is written here', () => {
    for (const unit of units) expect(AdministrativeUnit.parse(unit)).toEqual(unit);
    for (const hamlet of hamlets) expect(Hamlet.parse(hamlet)).toEqual(hamlet);
    for (const season of seasons) expect(Season.parse(season)).toEqual(season);
    for (const counter of counters) expect(Counter.parse(counter)).toEqual(counter);
    for (const day of holidays) expect(Holiday.parse(day)).toEqual(day);
    for (const day of makeUpDays) expect(MakeUpDay.parse(day)).toEqual(day);
    for (const procedure of procedures) expect(addProcedureVersion.body.parse(procedure)).toEqual(procedure);
    for (const { zaloId: _zaloId, note: _note, ...officer } of [administrator, ...officers])
      expect(inviteOfficer.body.parse(officer)).toEqual(officer);
    const whole = { ...settings, officialAccountId: '1', miniAppId: '2' };
    expect(CommuneSettings.parse(whole)).toEqual(whole);
  });

  it('keeps the text of every value in the spelling of Unicode that the API stores', () => {
    const text = JSON.stringify([units, hamlets, counters, holidays, procedures, officers, residents, settings]);
    expect(text).toBe(text.normalize('NFC'));
  });
});

describe('administrative units', () => {
  const inForce = (name: string, on: string): string[] =>
    units
      .filter((unit) => unit.name === name && unit.validFrom <= on && (unit.validTo === null || on <= unit.validTo))
      .map(({ key }) => key);

  it('has xã Tân Linh until 30/6/2025 and the new xã Phú Lạc from the next day', () => {
    expect(inForce('xã Tân Linh', '2025-06-30')).toEqual(['tan-linh']);
    expect(inForce('xã Tân Linh', '2025-07-01')).toEqual([]);
    expect(inForce('xã Phú Lạc', '2025-06-30')).toEqual(['phu-lac-cu']);
    expect(inForce('xã Phú Lạc', '2025-07-01')).toEqual(['phu-lac']);
    expect(inForce('huyện Đại Từ', '2025-06-30')).toEqual(['huyen-dai-tu']);
    expect(inForce('huyện Đại Từ', '2025-07-01')).toEqual([]);
  });

  it('names parents and predecessors that exist, on the same side of the merger', () => {
    const byKey = new Map(units.map((unit) => [unit.key, unit]));
    for (const { parentKey, predecessors, validFrom } of units) {
      if (parentKey !== null) expect(byKey.get(parentKey)?.validFrom).toBe(validFrom);
      for (const key of predecessors) expect(addDays(byKey.get(key)?.validTo ?? '1900-01-01', 1)).toBe(validFrom);
    }
    expect(byKey.has(settings.unitKey) && byKey.has(settings.areaKey)).toBe(true);
    for (const { communeKey } of hamlets) expect(byKey.has(communeKey)).toBe(true);
  });

  it('uses a code once on any one day', () => {
    for (const on of ['2025-06-30', '2025-07-01']) {
      const codes = units.filter((unit) => unit.validFrom <= on && (unit.validTo === null || on <= unit.validTo)).map(({ code }) => code);
      expect(new Set(codes).size).toBe(codes.length);
    }
  });
});

describe('calendar', () => {
  it('agrees with the decisions for 2025 and 2026 and confirms nothing that is open for 2027', () => {
    expect(isWorkingDay('2026-08-22', publicCalendar)).toBe(true);
    expect(isWorkingDay('2026-08-31', publicCalendar)).toBe(false);
    expect(isWorkingDay('2026-11-24', publicCalendar)).toBe(false);
    expect(isWorkingDay('2026-11-23', publicCalendar)).toBe(true);
    const open = daysOff(2027, publicCalendar).filter(({ confirmed }) => !confirmed);
    expect(open.some(({ name }) => name.includes('Tết Nguyên đán'))).toBe(true);
  });

  it('opens the police counter on Saturday mornings and no other counter', () => {
    const openOn = (date: string): string[] =>
      counters
        .filter((counter) => slotsOfDay({ counter, seasons, closures: [], overrides: [], publicCalendar }, date).slots.length > 0)
        .map(({ key }) => key);
    expect(openOn('2026-12-12')).toEqual(['cong-an']);
    expect(openOn('2026-12-05')).toEqual(['cong-an', 'ngoai-gio']);
    expect(openOn('2026-12-01')).toEqual(['ho-tich-chung-thuc', 'bao-tro-nguoi-co-cong', 'dat-dai-nong-nghiep', 'cong-an', 'tai-nha']);
  });
});

describe('procedures', () => {
  const counterOf = (key: string) => counters.find((counter) => counter.key === key);

  it('has 65 rows, and no code twice', () => {
    expect(procedures).toHaveLength(65);
    const codes = procedures.flatMap(({ code, otherCodes }) => [code, ...otherCodes]);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('sends each way to a counter of its kind', () => {
    for (const { plainName, places } of procedures) {
      expect(counterOf(places.counter)?.kind, plainName).toBe('counter');
      if (places.home !== null) expect(counterOf(places.home)?.kind, plainName).toBe('home');
      if (places.out_of_hours !== null) expect(counterOf(places.out_of_hours)?.kind, plainName).toBe('out_of_hours');
    }
  });

  it('fits into every session where it is offered', () => {
    for (const { plainName, places, booking } of procedures) {
      for (const key of Object.values(places)) {
        const counter = key === null ? undefined : counterOf(key);
        if (!counter) continue;
        const days = Array.from({ length: 14 }, (_, index) => addDays('2026-11-30', index));
        const fits = days.some((date) => {
          const { slots } = slotsOfDay({ counter, seasons, closures: [], overrides: [], publicCalendar }, date);
          return slots.some(({ start }) => slotRun(slots, start, booking.slotsNeeded) !== null);
        });
        expect(fits, `${plainName} at ${key}`).toBe(true);
      }
    }
  });

  it('says where it is unsure wherever it says "chưa được kiểm chứng" or "hiểu biết chung"', () => {
    for (const procedure of procedures)
      if (/kiểm chứng|hiểu biết chung|đang rà soát/iu.test(JSON.stringify(procedure)))
        expect(procedure.certainty, procedure.plainName).not.toBe('source');
  });

  it.each(procedures.map((procedure) => [procedure.plainName, procedure] as const))('is found by its names: %s', (_, procedure) => {
    for (const name of [procedure.plainName, ...procedure.synonyms]) {
      for (const typed of [name, fold(name)]) {
        const found = searchProcedures(typed, procedures).items.slice(0, 3);
        expect(
          found.map(({ code }) => code),
          typed,
        ).toContain(procedure.code);
      }
    }
    expect(searchProcedures(fold(procedure.plainName), procedures).items[0]?.code).toBe(procedure.code);
  });
});

describe('people', () => {
  /** SHA-256 of the folded names of national and provincial leaders of recent years and of the signer of the commune's plan; digests, so that no real name stands here. */
  const leaders: ReadonlySet<string> = new Set([
    '049d2dc0f1187d92',
    '0bf286c64aa369e5',
    '0e94034904a6cad3',
    '10d42b040bed67b4',
    '134c6fb4af76cc92',
    '1797f22932e9ad1d',
    '267b80842cc17fb2',
    '2fb39c622f877c2a',
    '3ee47982ff0d90f0',
    '3fd601be4e8be0ca',
    '4407d4d7690d54a3',
    '4b2bba3840380001',
    '5212204d4cddcc97',
    '5a6e2fe850be2a65',
    '5d1ae9545eda7460',
    '631708b6fe23b039',
    '64aa07f29e0a69c4',
    '66805fc6532b501d',
    '68d8c03f01641fef',
    '6c2352f04888ed6e',
    '71700d5ee765a689',
    '7511c368cb1531a3',
    '75783fe5b5b57652',
    '79cf29d41b712278',
    '7c23d89616da7325',
    '7c55cad73662afb8',
    '7d5229f8cfff6f3b',
    '7d5e6832b8227cc5',
    '7e116b7bc3045955',
    '90280a5ce290e08c',
    '92fe1e894444987c',
    '93c3b8df99d61cb4',
    '943e918aba3b3918',
    '97cd17faf4ac4df7',
    '9be7faab34927bc7',
    '9eb1862d7bf1754c',
    'a4e5e451f1078732',
    'a6c0fb6ac1d2e53b',
    'ac9c4eb45030e6f0',
    'af6e39c5c6513eb7',
    'b73f1938dd65b3a1',
    'bc4555c31d317aea',
    'bd792268b0d25b72',
    'bff5fcf06182b69b',
    'c3fa8ea0ef49194e',
    'ce6e9ef4277eb957',
    'd09f86a1c4a8328a',
    'd2310c5c5f8695b4',
    'd5cf9c5e84f451fc',
    'db8be6a9ab04ce9d',
    'df2a6e2f3aba7a9b',
    'e04a186f528fb0a6',
    'e3ec69621e19f752',
    'eb2b32cf57105102',
    'eb5b3d33bd810008',
    'ed41bb6fd5c7d048',
    'ef865d5567ef19ae',
    'f07e609c075ea5fa',
    'f319e5fddbe9b378',
    'fc849f0444ebe87b',
    'fdafa654b95f7cfd',
    'ff75470bb63cdc95',
  ]);
  const digest = (name: string): string => createHash('sha256').update(fold(name)).digest('hex').slice(0, 16);

  it('gives nobody the name of a real leader', () => {
    for (const { name } of [administrator, ...officers, ...residents]) expect(leaders.has(digest(name)), name).toBe(false);
  });

  it('is the same 200 residents in every run, each with an account and a number of their own', () => {
    expect(residents).toHaveLength(200);
    expect(makeResidents(200)).toEqual(residents);
    expect(residents[0]).toBe(grandmother);
    const accounts = [administrator, ...officers, ...residents].map(({ zaloId }) => zaloId);
    expect(new Set(accounts).size).toBe(accounts.length);
    const phones = residents.map(({ phone }) => normalisePhone(phone));
    expect(phones).not.toContain(null);
    expect(new Set(phones).size).toBe(200);
  });

  it('has residents in every hamlet, some who do not follow the Official Account and some without a number', () => {
    expect(new Set(residents.map(({ hamletKey }) => hamletKey))).toEqual(new Set(hamlets.map(({ key }) => key)));
    for (const trait of ['followsOfficialAccount', 'sharesName', 'leavesPhone'] as const)
      expect(new Set(residents.map((resident) => resident[trait])).size).toBe(2);
  });

  it('has one administrator, one chairman, and officers only at counters that exist', () => {
    const all = [administrator, ...officers];
    for (const role of ['administrator', 'chairman'] as const) expect(all.filter(({ roles }) => roles.includes(role))).toHaveLength(1);
    const keys = counters.map(({ key }) => key);
    const staffed = new Set(all.flatMap(({ counterKeys }) => counterKeys));
    expect([...staffed].filter((key) => !keys.includes(key))).toEqual([]);
    expect(keys.filter((key) => !staffed.has(key))).toEqual([]);
  });
});
