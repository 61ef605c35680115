-- en: The words of the ontology and its vocabularies, to decode the codes in other tables.
-- zh: 本体与词表的用语，用于解读其他表中的代码。
-- column term: IRI // IRI
-- column scheme: the vocabulary: comparator, kind, role, status, unit, …; class or property for those // 所属词表：comparator、kind、role、status、unit等；类与属性为class、property
-- column code: what stands for it in other tables // 其他表中的代码
-- column name_zh: name in Chinese // 中文名称
-- column name_en: name in English // 英文名称
SELECT s AS term, min(scheme) AS scheme, code(s) AS code, any_value(name_zh) AS name_zh, any_value(name_en) AS name_en
FROM (
  SELECT s, code(lexical(o)) AS scheme FROM quads WHERE p = skos('inScheme')
  UNION ALL
  SELECT s, CASE WHEN lexical(o) = owl('Class') THEN 'class' ELSE 'property' END FROM quads
  WHERE p = rdf('type') AND lexical(o) IN (owl('Class'), owl('ObjectProperty'), owl('DatatypeProperty'))
) t
LEFT JOIN names n ON n.iri = t.s
WHERE NOT starts_with(s, '_:')
GROUP BY s
ORDER BY term
