-- en: The source documents.
-- zh: 来源文件。
-- column document: IRI // IRI
-- column district: the district, by the part of the IRI that stands for it // 所属区县，取IRI中的对应部分
-- column name_zh: our name for it in Chinese // 我们所用的中文名称
-- column name_en: our name for it in English // 我们所用的英文名称
-- column title: title as printed // 所印标题
-- column issued: date of issue, as exactly as it is known // 印发日期，精确到已知程度
-- column year: year of issue // 印发年份
-- column file_name: name of its file // 文件名
-- column characters: characters of its text // 字符数
-- column sha256: digest of its file // 文件摘要
SELECT c.s AS document, district(c.s) AS district, n.name_zh, n.name_en, d.title, d.issued,
       try_cast(substr(d.issued, 1, 4) AS INTEGER) AS year, d.file_name, d.characters, d.sha256
FROM (SELECT DISTINCT s FROM quads WHERE p = rdf('type') AND o = ref(jb('SourceDocument'))) c
LEFT JOIN names n ON n.iri = c.s
LEFT JOIN (
  SELECT s, min(lexical(o)) FILTER (p = dcterms('title')) AS title,
         min(lexical(o)) FILTER (p = dcterms('issued')) AS issued,
         min(lexical(o)) FILTER (p = jb('fileName')) AS file_name,
         min(try_cast(lexical(o) AS BIGINT)) FILTER (p = jb('characters')) AS characters,
         min(lexical(o)) FILTER (p = jb('sha256')) AS sha256
  FROM quads WHERE p IN (dcterms('title'), dcterms('issued'), jb('fileName'), jb('characters'), jb('sha256')) GROUP BY s
) d USING (s)
ORDER BY document
