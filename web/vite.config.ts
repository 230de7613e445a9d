// Builds the viewer, one ES module without imports and one style sheet, and apart from it the loader,
// which stands in the page as it is. The output is committed, so it has to be the same on every machine.
import { type Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const FORBIDDEN = ['</script', '<!--', '\r', '\0'];

/** What a bundler that takes this one's output in would like to know, and nobody else. */
const ANNOTATIONS = /\/\* ?[#@]__PURE__ ?\*\//g;

/** Checks that the script stands alone, and that it can be pasted into HTML. */
function pasteable(): Plugin {
  return {
    name: 'pasteable',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'chunk') continue;
        file.code = file.code.replaceAll(ANNOTATIONS, '');
        if (file.imports.length > 0) this.error(`${file.fileName} imports ${file.imports.join()}`);
        const bad = FORBIDDEN.find((text) => file.code.toLowerCase().includes(text));
        if (bad) this.error(`${file.fileName} contains ${JSON.stringify(bad)}`);
      }
    },
  };
}

const ENTRIES: Readonly<Record<string, string>> = {
  viewer: 'src/page.ts',
  loader: 'src/loader.ts',
};

export default defineConfig(({ mode }) => {
  const name = mode in ENTRIES ? mode : 'viewer';
  return {
    mode: 'production',
    plugins: [pasteable()],
    build: {
      target: 'es2022',
      emptyOutDir: name === 'viewer',
      lib: {
        entry: ENTRIES[name],
        formats: ['es'],
        fileName: () => `${name}.js`,
        cssFileName: name,
      },
      cssMinify: true,
      // Terser after the bundler's own minifier: together 2 % smaller than the better of them.
      minify: 'terser',
      rolldownOptions: { output: { minify: true } },
      terserOptions: {
        module: true,
        ecma: 2020,
        // A signal's value is read for its effect: whoever reads it hears when it changes.
        compress: { passes: 3, pure_getters: false },
        format: { comments: false },
      },
    },
    test: { include: ['src/**/*.test.ts', 'fixtures/**/*.test.ts'] },
  };
});
