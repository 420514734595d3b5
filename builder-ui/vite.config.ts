import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));

// A test runner sets it to `test`, and React's development build is twice the size: screens are built as they are shipped.
process.env['NODE_ENV'] = 'production';

/** The form library brings a Markdown renderer that our theme has no use for; only its import is replaced. */
const withoutFormMarkdown: Plugin = {
  name: 'jig-form-markdown',
  enforce: 'pre',
  resolveId: (source, importer) =>
    source.startsWith('markdown-to-jsx') && importer?.includes('/@rjsf/') === true
      ? fileURLToPath(new URL('./form/plain-markdown.ts', import.meta.url))
      : null,
};

export default defineConfig({
  root: here,
  plugins: [withoutFormMarkdown, react()],
  build: {
    outDir: fileURLToPath(new URL('../dist/ui', import.meta.url)),
    emptyOutDir: true,
    target: 'es2023',
    // A `data:` URL in a style sheet would need `img-src data:`; the policy allows it, yet a file is cached.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1200,
    manifest: true,
  },
});
