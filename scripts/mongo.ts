import './embedded-mongo/src/main.js';
