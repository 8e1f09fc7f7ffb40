import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import zaloMiniApp from 'zmp-vite-plugin';

/** The plugins of the Mini App's own build, and nothing else of it. */
export default defineConfig({ plugins: [react(), zaloMiniApp()] });
