-- en: What the registers name: one row for each thing.
-- zh: 名册中的事物：每行一个。
-- column entity: IRI // IRI
-- column district: the district whose register names it, by the part of the IRI that stands for it // 所属区县，取IRI中的对应部分
-- column type: class, such as Goal, Task, Project, Industry, Place, Metric // 类型，如Goal、Task、Project、Industry、Place、Metric
-- column name_zh: official name // 正式名称
-- column name_en: English name // 英文名称
-- column other_names: other names, sorted // 其他名称，已排序
-- column description_zh: our description // 我们的说明
-- column description_en: the same in English // 英文说明
-- column named_by_us: whether the name is ours // 名称是否为我们所拟
SELECT c.iri AS entity, district(c.iri) AS district, c.type, n.name_zh, n.name_en,
       d.other_names, d.description_zh, d.description_en, coalesce(d.named_by_us, false) AS named_by_us
FROM class_of c
LEFT JOIN names n USING (iri)
LEFT JOIN (
  SELECT s AS iri,
         list_sort(list(DISTINCT lexical(o)) FILTER (p = skos('altLabel'))) AS other_names,
         min(lexical(o)) FILTER (p = dcterms('description') AND tag(o) = 'zh') AS description_zh,
         min(lexical(o)) FILTER (p = dcterms('description') AND tag(o) = 'en') AS description_en,
         bool_or(lexical(o) = 'true') FILTER (p = jb('namedByUs')) AS named_by_us
  FROM quads WHERE p IN (skos('altLabel'), dcterms('description'), jb('namedByUs')) GROUP BY s
) d USING (iri)
ORDER BY entity
