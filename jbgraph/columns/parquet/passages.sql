-- en: The passages that statements stand in: where in which document, never their text.
-- zh: 陈述所在的段落：何文件何处，不含原文。
-- column passage: IRI // IRI
-- column document: its document // 所属文件
-- column section: its section // 所属章节
-- column section_zh: the section as printed // 章节名称
-- column section_en: the section in English // 章节英文名称
-- column kind: sentence, row, heading, list-item, caption or byline // 类型：sentence句、row表行、heading标题、list-item列项、caption图注、byline署名
-- column position: its place in the document // 在文件中的次序
-- column start_char: first character in the text of the document, counted from 0 // 在文件文本中的起始字符，从0计
-- column end_char: the character behind the last one // 末字符之后的位置
-- column sha256: digest of its characters // 字符摘要
SELECT c.s AS passage, d.document, d.section, n.name_zh AS section_zh, n.name_en AS section_en, d.kind,
       d.position, d.start_char, d.end_char, d.sha256
FROM (SELECT DISTINCT s FROM quads WHERE p = rdf('type') AND o = ref(jb('Passage'))) c
LEFT JOIN (
  SELECT s, min(lexical(o)) FILTER (p = jb('inDocument')) AS document,
         min(lexical(o)) FILTER (p = jb('inSection')) AS section,
         min(code(lexical(o))) FILTER (p = jb('passageKind')) AS kind,
         min(try_cast(lexical(o) AS INTEGER)) FILTER (p = jb('order')) AS position,
         min(try_cast(lexical(o) AS BIGINT)) FILTER (p = jb('start')) AS start_char,
         min(try_cast(lexical(o) AS BIGINT)) FILTER (p = jb('end')) AS end_char,
         min(lexical(o)) FILTER (p = jb('sha256')) AS sha256
  FROM quads
  WHERE p IN (jb('inDocument'), jb('inSection'), jb('passageKind'), jb('order'), jb('start'), jb('end'), jb('sha256'))
  GROUP BY s
) d USING (s)
LEFT JOIN names n ON n.iri = d.section
ORDER BY document, position, passage
