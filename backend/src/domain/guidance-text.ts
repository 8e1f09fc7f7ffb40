import type { Guidance, GuidanceKind } from '../contracts/guidance.js';
import { authorisation, type Rule, ruleOn, type TermName, terms, termText } from './guidance-rules.js';

type Place = { name: string; address: string; phone: string };

/** The commune as its settings have it. Whoever stands above it is theirs to say: levels and names change. */
export type GuidanceCommune = {
  officeName: string;
  address: string;
  hotline: string;
  hoursText: string;
  higherAuthority: Place | null;
};

type Words = Omit<Guidance, 'kind' | 'asOf' | 'forms'>;
type Context = {
  commune: GuidanceCommune;
  chairman: string;
  higher: string;
  authorised: Rule<string>;
  term: (name: TermName) => string;
  sourcesOf: (...names: TermName[]) => string[];
};

const empty = { warning: null, facts: [], sections: [], kinds: [], places: [] } as const satisfies Partial<Words>;
const list = (title: string, points: string[], text: string | null = null, ordered = false) => ({ title, text, points, ordered });

/** The guidance of a kind in the law of a day, but for the addresses of its forms. */
export function guidanceWords(kind: GuidanceKind, commune: GuidanceCommune, today: string): Omit<Guidance, 'forms'> {
  const context: Context = {
    commune,
    chairman: chairmanOf(commune.officeName),
    higher: commune.higherAuthority?.name ?? 'cơ quan cấp trên của xã',
    authorised: ruleOn(authorisation, today),
    term: (name) => termText(ruleOn(terms[name], today).value),
    sourcesOf: (...names) => [...new Set(names.map((name) => ruleOn(terms[name], today).source))],
  };
  return { kind, asOf: today, ...writers[kind](context) };
}

/** "Chủ tịch Ủy ban nhân dân xã Phú Lạc". */
export function chairmanOf(officeName: string): string {
  return `Chủ tịch ${officeName.normalize('NFC').replace(/^UBND(?=\s|$)/i, 'Ủy ban nhân dân')}`;
}

const writers = { choose, complaint, denunciation, information } satisfies Record<GuidanceKind, (context: Context) => Words>;

function office({ commune }: Context, title: string): Words['places'][number] {
  const hours = commune.hoursText === '' ? '' : `. ${commune.hoursText}`;
  return { title, name: commune.officeName, address: `${commune.address}${hours}`, phone: commune.hotline };
}

function higherPlace({ commune }: Context, title: string): Words['places'] {
  return commune.higherAuthority === null ? [] : [{ title, ...commune.higherAuthority }];
}

function choose({ term, sourcesOf }: Context): Words {
  return {
    ...empty,
    title: 'Nên gửi loại nào?',
    lead: 'Mỗi việc có một cách gửi và thời hạn trả lời riêng. Đọc ví dụ để chọn; chọn nhầm cũng không sao, cán bộ sẽ hướng dẫn lại.',
    kinds: [
      {
        kind: 'reflection',
        name: 'Phản ánh',
        meaning: 'Báo cho xã biết một việc đang xảy ra.',
        example: 'Đèn đường đầu xóm hỏng đã ba tối.',
        how: 'Gửi ngay trên ứng dụng.',
      },
      {
        kind: 'proposal',
        name: 'Kiến nghị, góp ý',
        meaning: 'Đề nghị xã làm khác đi cho tốt hơn.',
        example: 'Đề nghị xã làm thủ tục thêm sáng thứ Bảy.',
        how: 'Gửi ngay trên ứng dụng.',
      },
      {
        kind: 'complaint',
        name: 'Khiếu nại',
        meaning:
          'Cho rằng một quyết định hoặc việc làm của cơ quan nhà nước là sai, thiệt đến quyền lợi của chính mình, và muốn được xem lại.',
        example: 'Xã ra quyết định phạt gia đình tôi. Tôi thấy không đúng, muốn xã xem lại.',
        how: 'Làm đơn có chữ ký, hoặc đến trình bày. Không gửi trên ứng dụng được.',
      },
      {
        kind: 'denunciation',
        name: 'Tố cáo',
        meaning: 'Báo một người, một cơ quan làm việc vi phạm pháp luật, dù có thiệt đến mình hay không.',
        example: 'Tôi biết có người đòi tiền rồi mới ký giấy cho dân.',
        how: 'Làm đơn có chữ ký, hoặc đến trình bày. Không gửi trên ứng dụng được, để giữ kín tên người tố cáo.',
      },
      {
        kind: 'information_request',
        name: 'Yêu cầu cung cấp thông tin',
        meaning: 'Xin xem, xin bản sao giấy tờ, số liệu mà xã đang giữ.',
        example: 'Xin bản sao quy hoạch đường của xóm.',
        how: `Gửi trên ứng dụng, hoặc nộp phiếu tại trụ sở. Gửi qua mạng: ${term('information_online_simple')} với việc đơn giản, tối đa ${term('information_online')} với việc phức tạp.`,
      },
    ],
    sections: [
      list('Chưa biết là khiếu nại hay tố cáo?', [
        'Việc thiệt đến mình và mình muốn xem lại một quyết định: khiếu nại.',
        'Biết người khác làm sai pháp luật và muốn họ bị xử lý: tố cáo.',
        'Chỉ muốn xã biết để sửa: phản ánh.',
      ]),
    ],
    sources: [
      'Luật Tiếp công dân 42/2013/QH13, Điều 2',
      'Luật Khiếu nại 02/2011/QH13, Điều 2',
      'Luật Tố cáo 25/2018/QH14, Điều 2',
      ...sourcesOf('information_online'),
    ],
  };
}

function complaint(context: Context): Words {
  const { chairman, higher, authorised, term, sourcesOf } = context;
  return {
    ...empty,
    title: 'Cách khiếu nại',
    lead: 'Khi một quyết định hoặc việc làm của xã thiệt đến quyền lợi của chính mình, ông/bà có quyền yêu cầu xem lại.',
    warning: {
      title: 'Ứng dụng này không nhận khiếu nại',
      text: 'Khiếu nại phải là đơn có chữ ký hoặc điểm chỉ, hoặc đến trình bày để cán bộ ghi lại. Gửi trên ứng dụng thì luật không tính, mà thời hạn vẫn trôi.',
    },
    facts: [
      { name: 'Gửi trong', value: term('complaint_lodge') },
      { name: 'Gửi cho', value: 'Chủ tịch xã trước' },
      { name: 'Thụ lý trong', value: term('complaint_accept') },
      { name: 'Giải quyết trong', value: `${term('complaint_resolve')}; việc phức tạp ${term('complaint_resolve_complex')}` },
    ],
    sections: [
      list('Ai được khiếu nại', [
        'Người bị thiệt quyền lợi bởi chính quyết định hoặc việc làm ấy.',
        `Người già yếu, ốm đau, ở xa có thể nhờ người khác làm thay, bằng ${authorised.value}.`,
        'Khiếu nại thay cho người khác mà không có giấy ủy quyền thì không được nhận.',
      ]),
      list('Trong bao lâu', [
        `${term('complaint_lodge')} kể từ ngày nhận được quyết định, hoặc ngày biết việc ấy.`,
        'Ốm đau, thiên tai, đi công tác hoặc đi học xa: những ngày bị trở ngại không tính.',
      ]),
      list('Gửi cho ai', [
        `Lần đầu: ${chairman}, nếu quyết định hoặc việc làm là của Chủ tịch xã hay của người do Chủ tịch xã quản lý.`,
        `Không đồng ý với kết quả, hoặc quá hạn mà chưa giải quyết: trong ${term('complaint_second')}, khiếu nại lần hai lên ${higher}, hoặc khởi kiện ra tòa án.`,
        'Quyết định của cơ quan khác thì gửi cho người đứng đầu cơ quan đó.',
      ]),
      list('Đơn phải có', [
        'Ngày, tháng, năm làm đơn.',
        'Họ tên, địa chỉ, số căn cước của người khiếu nại.',
        'Tên, địa chỉ của cơ quan hoặc người bị khiếu nại.',
        'Khiếu nại việc gì, vì sao, muốn giải quyết thế nào.',
        'Chữ ký hoặc điểm chỉ. Không viết được thì đến trụ sở, cán bộ ghi giúp và đọc lại cho nghe.',
      ]),
      list('Mang theo', [
        'Đơn khiếu nại, và một bản để giữ lại.',
        'Căn cước hoặc giấy tờ tùy thân khác.',
        'Bản sao quyết định đang khiếu nại, giấy tờ liên quan.',
        'Giấy ủy quyền, nếu đi thay người khác.',
      ]),
      list(
        'Sau khi nộp',
        [
          'Xin giấy biên nhận có ghi ngày nộp.',
          `Trong ${term('complaint_accept')}: xã báo thụ lý, hoặc báo không thụ lý và nói rõ vì sao.`,
          `Trong ${term('complaint_resolve')} kể từ ngày thụ lý: giải quyết lần đầu. Việc phức tạp: ${term('complaint_resolve_complex')}.`,
          `Nơi vùng sâu, vùng xa đi lại khó khăn: ${term('complaint_resolve_remote')}; việc phức tạp: ${term('complaint_resolve_remote_complex')}.`,
        ],
        null,
        true,
      ),
    ],
    places: [office(context, 'Nộp đơn, hoặc đến trình bày'), ...higherPlace(context, 'Khiếu nại lần hai')],
    sources: [
      'Luật Khiếu nại 02/2011/QH13, Điều 7, 8, 12, 17',
      ...sourcesOf('complaint_lodge', 'complaint_accept', 'complaint_resolve', 'complaint_second'),
      authorised.source,
      'Mẫu số 01 kèm theo Nghị định 155/2026/NĐ-CP',
    ],
  };
}

function denunciation(context: Context): Words {
  const { chairman, higher, term, sourcesOf } = context;
  return {
    ...empty,
    title: 'Cách tố cáo',
    lead: 'Biết ai làm việc vi phạm pháp luật, ông/bà có quyền tố cáo, và được giữ kín tên.',
    warning: {
      title: 'Xin đừng gõ nội dung tố cáo vào ứng dụng',
      text: 'Tố cáo chỉ có giá trị khi làm đơn có chữ ký hoặc điểm chỉ, hoặc đến trình bày trực tiếp. Nộp đúng nơi thì tên và địa chỉ của ông/bà mới được giữ kín theo luật.',
    },
    facts: [
      { name: 'Gửi bằng', value: 'đơn có chữ ký, hoặc đến trình bày' },
      { name: 'Tên người tố cáo', value: 'được giữ kín' },
      { name: 'Xem xét ban đầu', value: term('denunciation_classify') },
      { name: 'Giải quyết trong', value: `${term('denunciation_resolve')}, có thể gia hạn` },
    ],
    sections: [
      list('Gửi cho ai', [
        `Cán bộ, công chức của xã: ${chairman}.`,
        `Chủ tịch, Phó Chủ tịch hoặc lãnh đạo khác của xã: ${higher}. Không gửi cho chính người bị tố cáo.`,
        'Việc có dấu hiệu tội phạm: cơ quan công an nơi gần nhất.',
      ]),
      list('Đơn phải có', [
        'Ngày, tháng, năm làm đơn.',
        'Họ tên, địa chỉ, cách liên hệ của người tố cáo.',
        'Ai bị tố cáo, đã làm gì, ở đâu, lúc nào.',
        'Giấy tờ, hình ảnh, người làm chứng, nếu có.',
        'Chữ ký hoặc điểm chỉ. Nhiều người cùng tố cáo thì ghi tên tất cả và cử một người đại diện.',
      ]),
      list('Được giữ kín và bảo vệ', [
        'Họ tên, địa chỉ, bút tích và những gì để lộ người tố cáo đều được giữ bí mật.',
        'Ai làm lộ thì bị xử lý.',
        'Bị đe dọa, trả thù: có quyền yêu cầu được bảo vệ, cho mình và cho người thân.',
      ]),
      list('Đơn không ghi tên', [
        'Đơn không rõ tên, địa chỉ thì không được giải quyết theo thủ tục tố cáo.',
        'Nhưng nếu nêu rõ người làm sai, có chứng cứ cụ thể, kiểm tra được, thì cơ quan nhà nước vẫn xem xét để thanh tra, kiểm tra.',
      ]),
      list(
        'Sau khi nộp',
        [
          `Trong ${term('denunciation_classify')} (việc phải kiểm tra nhiều nơi: ${term('denunciation_classify_complex')}): xem xét có thụ lý hay không.`,
          `Không đúng nơi giải quyết: trong ${term('denunciation_forward')} chuyển đến đúng nơi và báo cho người tố cáo.`,
          `Thụ lý thì trong ${term('denunciation_tell_accepted')} báo cho người tố cáo biết.`,
          `Giải quyết trong ${term('denunciation_resolve')} kể từ ngày thụ lý; việc phức tạp thêm tối đa ${term('denunciation_extend_complex')}, đặc biệt phức tạp thêm tối đa ${term('denunciation_extend_special')}.`,
        ],
        null,
        true,
      ),
      list('Xin nhớ', ['Nói đúng sự thật mình biết. Biết là không đúng mà vẫn tố cáo thì phải chịu trách nhiệm trước pháp luật.']),
    ],
    places: [office(context, 'Tố cáo cán bộ, công chức của xã'), ...higherPlace(context, 'Tố cáo lãnh đạo xã')],
    sources: [
      'Luật Tố cáo 25/2018/QH14, Điều 8, 9, 12, 13, 22, 23, 25, 47, 56',
      ...sourcesOf('denunciation_classify', 'denunciation_tell_accepted', 'denunciation_resolve'),
      'Nghị định 31/2019/NĐ-CP (sửa đổi tại Nghị định 156/2026/NĐ-CP)',
    ],
  };
}

function information(context: Context): Words {
  const { term, sourcesOf } = context;
  return {
    ...empty,
    title: 'Cách yêu cầu cung cấp thông tin',
    lead: 'Ông/bà có quyền xem, xin bản sao giấy tờ, số liệu mà xã đang giữ, trừ bí mật nhà nước và chuyện riêng của người khác.',
    facts: [
      { name: 'Gửi bằng', value: 'ứng dụng, phiếu giấy, hoặc bưu điện' },
      { name: 'Nộp tại trụ sở', value: `xem ngay nếu có sẵn; tối đa ${term('information_office')}` },
      { name: 'Gửi qua mạng', value: `${term('information_online_simple')}; việc phức tạp ${term('information_online')}` },
      { name: 'Phí', value: 'chỉ trả tiền in, sao, gửi' },
    ],
    sections: [
      list('Xem trước đã có sẵn chưa', ['Nhiều giấy tờ xã đã công khai. Xem ở mục Công khai, có rồi thì không phải yêu cầu.']),
      list('Phiếu phải có', [
        'Họ tên, nơi ở, số căn cước, số điện thoại.',
        'Cần thông tin gì, tên giấy tờ nếu biết.',
        'Muốn nhận thế nào: xem tại trụ sở, bản sao, hay qua mạng.',
        'Lý do, mục đích yêu cầu.',
      ]),
      list('Không cung cấp được thì sao', ['Xã trả lời bằng văn bản và nói rõ vì sao. Không đồng ý thì có quyền khiếu nại.']),
    ],
    places: [office(context, 'Nộp phiếu')],
    sources: ['Luật Tiếp cận thông tin 104/2016/QH13, Điều 5, 6, 7, 12, 24, 28', ...sourcesOf('information_office', 'information_online')],
  };
}
