-- en: What develops which industry, where and when: one row for each statement and place.
-- zh: 何事物在何地、何时发展何产业：每条陈述与地点一行。
-- column industry: the industry // 产业
-- column thing: what is said to develop it // 发展该产业的事物
-- column type: the class of the thing // 该事物的类型
-- column place: the thing itself if it is a place, else where it is located; empty where no document says // 该事物自身（若为地点），否则为其所在地；文件未说明则为空
-- column year: the year in which the document was issued // 文件印发年份
-- column layer: stated or working // 层：stated或working
-- column graph: the named graph // 命名图
-- column passage: the passage // 段落
-- column document: its document // 所属文件
WITH located AS (
  SELECT iri AS thing, iri AS place FROM class_of WHERE type = 'Place'
  UNION
  SELECT s, lexical(o) FROM quads WHERE p = jb('locatedIn') AND s NOT IN (SELECT iri FROM class_of WHERE type = 'Place')
)
SELECT lexical(q.o) AS industry, q.s AS thing, c.type, l.place, d.year, g.layer, q.g AS graph, g.passage, g.document
FROM quads q
JOIN graphs g ON g.graph = q.g
LEFT JOIN class_of c ON c.iri = q.s
LEFT JOIN located l ON l.thing = q.s
LEFT JOIN documents d ON d.document = g.document
WHERE q.p = jb('develops') AND g.layer IN ('stated', 'working')
ORDER BY industry, place NULLS FIRST, year, thing, graph
