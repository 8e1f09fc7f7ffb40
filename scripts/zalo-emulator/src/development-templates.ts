import { Template } from './state.js';

/** A letter with the person's name and a way to read on. */
const letter = {
  title: '<tieu_de>',
  body: 'Kính gửi <ten>,\n<noi_dung>',
  parameters: [
    { name: 'ten', maxLength: 60 },
    { name: 'tieu_de', maxLength: 100 },
    { name: 'noi_dung', maxLength: 400 },
    { name: 'duong_dan', maxLength: 500, required: false },
  ],
  buttons: [{ title: 'Xem chi tiết', type: 'oa.open.url', payload: { url: '<duong_dan>' } }],
};

/** Templates that are there from the start, so that a new project can send at once; more come through the control API. */
export const developmentTemplates: readonly Template[] = [
  Template.parse({
    id: '100001',
    name: 'Thông báo chung theo mã người dùng',
    ways: ['uid'],
    title: '<tieu_de>',
    body: '<noi_dung>',
    parameters: [
      { name: 'tieu_de', maxLength: 100 },
      { name: 'noi_dung', maxLength: 400 },
    ],
  }),
  Template.parse({
    id: '100002',
    name: 'Thông báo chung theo số điện thoại',
    ways: ['phone'],
    title: '<tieu_de>',
    body: '<noi_dung>',
    parameters: [
      { name: 'tieu_de', maxLength: 100 },
      { name: 'noi_dung', maxLength: 400 },
    ],
  }),
  Template.parse({ ...letter, id: '100003', name: 'Tin của xã theo mã người dùng', ways: ['uid'] }),
  Template.parse({ ...letter, id: '100004', name: 'Tin của xã theo số điện thoại', ways: ['phone'] }),
  Template.parse({
    id: '00126fd75392bacce383',
    name: 'Thông báo Mini App',
    ways: ['notification'],
    parameters: [
      { name: 'title', maxLength: 100 },
      { name: 'contentTitle', maxLength: 100, required: false },
      { name: 'contentDescription', maxLength: 400, required: false },
      { name: 'buttonText', maxLength: 30, required: false },
      { name: 'buttonUrl', maxLength: 500, required: false },
    ],
  }),
];
