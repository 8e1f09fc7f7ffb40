/** What some residents wrote to the Official Account, so that the inbox has something to answer. `by` counts the residents who follow it. */
export const letters: readonly { by: number; texts: readonly string[] }[] = [
  { by: 1, texts: ['Đèn đường đoạn ngã ba nhà văn hóa hỏng mấy hôm nay rồi, tối đi lại khó lắm xã ạ.'] },
  { by: 3, texts: ['Chào xã', 'Cho tôi hỏi thứ Bảy này xã có làm việc không?'] },
  { by: 5, texts: ['khai sinh'] },
  { by: 7, texts: ['#menu feedback', 'Mương thoát nước đầu xóm bị tắc, mưa là ngập vào ruộng.'] },
  { by: 9, texts: ['Cảm ơn các cháu ở quầy đã giúp bà làm giấy tờ nhanh gọn.'] },
  { by: 12, texts: ['Lịch tiêm phòng cho cháu 2 tháng tuổi ở đâu vậy xã ơi?'] },
];

/** People who follow the Official Account and never opened the Mini App: the look at Zalo's list finds them, an officer writes down their hamlet. */
export const strangers: readonly { zaloId: string; name: string }[] = [
  'Hoàng Văn Tài',
  'Lý Thị Mùi',
  'Nông Văn Sỹ',
  'Triệu Thị Pham',
  'Đặng Văn Hồng',
  'Ma Thị Sinh',
  'Chu Văn Bảo',
  'Vi Thị Lành',
  'Dương Văn Khải',
  'Bế Thị Xuân',
  'Trần Văn Lợi',
  'Tạ Thị Mai',
].map((name, index) => ({ zaloId: `nguoi-quan-tam-${String(index + 1).padStart(2, '0')}`, name }));
