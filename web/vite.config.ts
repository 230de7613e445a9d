// Builds the viewer: one ES module without imports, and one style sheet. The output is committed, so
// it has to be the same on every machine.
import { type Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const FORBIDDEN = ['</script', '<!--', '</style', '\r', '\0'];

/** Checks that the files can be pasted into HTML. */
function pasteable(): Plugin {
  return {
    name: 'pasteable',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        const text = file.type === 'chunk' ? file.code : file.source.toString();
        for (const bad of FORBIDDEN) {
          if (text.toLowerCase().includes(bad))
            this.error(`${file.fileName} contains ${JSON.stringify(bad)}`);
        }
        const imports = file.type === 'chunk' ? file.imports : [];
        if (imports.length > 0) this.error(`${file.fileName} imports ${imports.join()}`);
      }
    },
  };
}

export default defineConfig({
  plugins: [pasteable()],
  build: {
    target: 'es2022',
    lib: {
      entry: 'src/page.ts',
      formats: ['es'],
      fileName: () => 'viewer.js',
      cssFileName: 'viewer',
    },
    cssMinify: true,
    // In library mode Vite leaves white space in ES modules unless the bundler itself minifies.
    rolldownOptions: { output: { minify: true } },
  },
  test: { include: ['src/**/*.test.ts', 'fixtures/**/*.test.ts'] },
});
