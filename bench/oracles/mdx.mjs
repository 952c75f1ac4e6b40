// MDX pages as @mdx-js/mdx reads them, written as HTML: on stdin a line of JSON {dialect, text} for each page, on stdout
// a line {html} or {error}. Run by mdx.py, with the folder of the packages as the only argument.
import {readFileSync} from 'node:fs'
import path from 'node:path'
import {createInterface} from 'node:readline'
import {pathToFileURL} from 'node:url'

const load = (name) => import(pathToFileURL(resolved(name)).href)

function resolved(name) {
  const folder = path.join(process.argv[2], 'node_modules', name)
  const facts = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
  const entry = facts.exports?.['.'] ?? facts.exports ?? facts.main ?? 'index.js'
  return path.join(folder, typeof entry === 'string' ? entry : (entry.import ?? entry.default))
}

const {createProcessor} = await load('@mdx-js/mdx')
const plugins = await Promise.all(['remark-gfm', 'remark-frontmatter', 'remark-directive'].map(load))
const {default: rehypeRaw} = await load('rehype-raw')

// Docusaurus changes the text before MDX reads it: comments, titles of admonitions, ids of headings. Code stays.
function docusaurus(text) {
  const lines = []
  let fence = ''
  let comment = false
  for (let line of text.split('\n')) {
    const mark = /^\s*(?:>\s*)*(?:[-*+]\s+|\d+[.)]\s+)?(`{3,}|~{3,})/.exec(line)
    if (fence) {
      if (mark && mark[1][0] === fence[0] && mark[1].length >= fence.length && line.trim() === mark[1]) fence = ''
    } else if (mark && !comment) {
      fence = mark[1]
    } else {
      line = line.replace(/(`+)[^`]*\1|<!--|-->/g, (found) => {
        if (found[0] === '`') return found
        comment = found === '<!--'
        return comment ? '{/*' : '*/}'
      })
      line = line.replace(/^((?:\s|>)*:{3,} *[\w-]+) +([^\s[{][^{]*?)(\s*\{.*)?\s*$/, '$1[$2]$3')
      line = line.replace(/^(\s{0,3}#{1,6}\s.*?)\s*\{#([^}]+)\}\s*$/, '$1 `id:$2`')
    }
    lines.push(line)
  }
  return lines.join('\n')
}

// A directive is an element of its name; one in a text without label and attributes (`:30`) is text.
function directives() {
  return (tree) => walk(tree)
  function walk(node) {
    if (node.type === 'textDirective' && !node.children.length && !Object.keys(node.attributes ?? {}).length) {
      Object.assign(node, {type: 'text', value: `:${node.name}`})
    } else if (/Directive$/.test(node.type)) {
      node.data = {...node.data, hName: `directive-${node.name}`, hProperties: node.attributes}
    }
    for (const child of node.children ?? []) {
      if (child.data?.directiveLabel) child.data = {...child.data, hName: 'directive-label'}
      walk(child)
    }
  }
}

const escaped = (text) => String(text).replace(/[&<>"]/g, (mark) => `&#${mark.charCodeAt(0)};`)
const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '))

// A tag with attributes; a string in braces (`label={'x'}`) is that string, any other expression stays code.
function tag(name, attributes) {
  const written = attributes.map(([key, value]) => {
    if (value === null || value === undefined) return ` ${key}`
    if (typeof value !== 'object' || Array.isArray(value)) return ` ${key}="${escaped(value)}"`
    const string = /^\s*(["'`])([^"'`$\\]*)\1\s*$/.exec(value.value)
    return ` ${key}="${escaped(string ? string[2] : `{${value.value}}`)}"`
  })
  return `<${name}${written.join('')}>`
}

// A tree as HTML. Components are elements of a lower-case name, expressions `code`, modules `script`.
function html(node) {
  const inner = (node.children ?? []).map(html).join('')
  if (node.type === 'root') return inner
  if (node.type === 'text') return escaped(node.value)
  if (node.type === 'element') {
    const open = tag(node.tagName, Object.entries(node.properties ?? {}))
    return VOID.has(node.tagName) ? open : `${open}${inner}</${node.tagName}>`
  }
  if (/^mdxJsx/.test(node.type)) {
    const name = node.name ? node.name.replace(/[^A-Za-z0-9]/g, '-').replace(/^(?=[A-Z])/, 'x-') : 'x-fragment'
    const attributes = node.attributes.map((each) =>
      each.type === 'mdxJsxExpressionAttribute' ? ['spread', `{${each.value}}`] : [each.name, each.value]
    )
    return VOID.has(name) ? tag(name, attributes) : `${tag(name, attributes)}${inner}</${name}>`
  }
  if (node.type === 'mdxjsEsm') return `<script>${escaped(node.value)}</script>`
  if (/Expression$/.test(node.type)) return /^\s*\/\*/.test(node.value) ? '' : `<code>${escaped(node.value)}</code>`
  return ''
}

function render(dialect, text) {
  const markdown = dialect === 'starlight-md'
  let found
  const keep = () => (root) => {
    found = root
  }
  const processor = createProcessor({
    format: markdown ? 'md' : 'mdx',
    remarkPlugins: [plugins[0].default, [plugins[1].default, ['yaml', 'toml']], plugins[2].default, directives],
    rehypePlugins: markdown ? [[rehypeRaw, {passThrough: []}], keep] : [keep],
    remarkRehypeOptions: {allowDangerousHtml: true}
  })
  processor.processSync(dialect === 'docusaurus' ? docusaurus(text) : text)
  return html(found)
}

for await (const line of createInterface({input: process.stdin})) {
  const {dialect, text} = JSON.parse(line)
  let answer
  try {
    answer = {html: render(dialect, text.replace(/\r\n?/g, '\n').replace(/^\ufeff/, ''))}
  } catch (error) {
    const place = error.line ? `${error.line}:${error.column}: ` : ''
    answer = {error: `${place}${error.reason ?? error.message}${error.cause ? ` (${error.cause.message})` : ''}`}
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`)
}
