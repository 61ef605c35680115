-- en: What is said to stand in what relation to what: one row for each triple and named graph. Count distinct (subject, property, object) where a relation stated twice is to count once.
-- zh: 事物之间的关系：每个三元组在每个命名图中各一行。同一关系多处陈述只计一次时，按（subject, property, object）去重。
-- column subject: a thing of the table entities // entities表中的事物
-- column property: serves, partOf, memberOf, develops, locatedIn, stage, horizon, … // 关系：serves、partOf、memberOf、develops、locatedIn、stage、horizon等
-- column object: a thing, a term or a period // 事物、用语或时期
-- column layer: register, stated, derived or working; what is only suggested is left out // 层：register、stated、derived或working；仅为建议的不在内
-- column graph: the named graph: a passage, a rule, the register // 命名图：段落、规则或名册
-- column passage: the passage, empty outside the stated layer // 段落；stated层以外为空
-- column document: its document // 所属文件
SELECT q.s AS subject, code(q.p) AS property, q.o[2:-2] AS object, g.layer, q.g AS graph, g.passage, g.document
FROM quads q
JOIN graphs g ON g.graph = q.g
WHERE q.p <> rdf('type') AND starts_with(q.o, '<')
  AND q.s IN (SELECT iri FROM class_of) AND q.o[2:-2] IN (SELECT iri FROM names)
ORDER BY property, subject, object, graph
