-- en: Each result beside a target of the same metric, subject and period, with what plain comparison gives.
-- zh: 同一指标、主体、时期的实际值与目标值，及数值比较的结果。
-- column result: the observation of kind actual // 实际值
-- column target: the observation of kind target // 目标值
-- column verdict: meets, fallsShortOf, or undecidedAgainst where the two cannot be compared as printed // meets达到、fallsShortOf未达到，或undecidedAgainst按所印无从比较
-- column about: the subject that both have // 二者共同的主体
WITH abouts AS (
  SELECT s, lexical(o) AS about FROM quads WHERE p = jb('about')
), pairs AS MATERIALIZED (
  SELECT q.s AS result, q.o[2:-2] AS target, code(q.p) AS verdict, a.about
  FROM quads q JOIN abouts a ON a.s = q.s
  WHERE q.p IN (jb('meets'), jb('fallsShortOf'), jb('undecidedAgainst'))
)
SELECT DISTINCT result, target, verdict, about
FROM pairs SEMI JOIN (SELECT s AS target, about FROM abouts) USING (target, about)
ORDER BY target, result, about
