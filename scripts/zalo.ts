import './zalo-emulator/src/main.js';
