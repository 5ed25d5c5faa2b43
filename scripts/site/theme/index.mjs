// The default theme of VitePress, with fixes for problems that conformance/browser/site found.
import { h } from 'vue';
import { useData, withBase } from 'vitepress';
import DefaultTheme from 'vitepress/theme';
import './style.css';

/** The theme's own has no main landmark. */
const notFound = () => h('main', { class: 'vp-doc not-found' }, [
  h('h1', 'Page not found'),
  h('p', ['It may have moved: use the search, or go to ', h('a', { href: withBase('/') }, `the documentation of ${useData().site.value.title}`), '.']),
]);

export default { extends: DefaultTheme, Layout: () => h(DefaultTheme.Layout, null, { 'not-found': notFound }) };
