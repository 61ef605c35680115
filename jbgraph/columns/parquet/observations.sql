-- en: Figures: one row for each value of one metric that a passage prints or staff entered, as printed.
-- zh: 数值：段落所印或人员录入的一个指标的一个值，每个一行，按所印记录。
-- column observation: IRI // IRI
-- column metric: what is measured // 指标
-- column about: what it is measured of, sorted; usually one thing // 主体，已排序；通常为一个
-- column kind: target, actual, baseline or forecast // 类别：target目标、actual实际、baseline基期、forecast预测
-- column period: the period // 时期
-- column period_text: its words in the passage, where it is not that of the section // 段落中的时期用语，与章节时期不同时才有
-- column start_date: first day of the period // 时期起始日
-- column end_date: last day of the period // 时期截止日
-- column year: the year of the last day // 截止日所在年份
-- column whole_year: whether the period is one calendar year; do not compare others with years // 时期是否为一个自然年；非全年不可与全年比较
-- column comparator: equal, about, at-least, more-than, at-most, range, rank, … // 比较词：equal、about、at-least、more-than、at-most、range、rank等
-- column value: the number in its unit, empty where none is printed // 数值（按其单位），未印数字则为空
-- column upper: the other end of a range // 区间的另一端
-- column words: the words that stand in the place of a number // 代替数字的文字
-- column unit: the unit // 单位
-- column base_unit: the unit that it scales, such as yuan for yi-yuan // 基本单位，如yi-yuan对应yuan
-- column factor: how many of that // 换算系数
-- column strength: of a target: ensure, strive, seek, … // 目标力度：ensure确保、strive力争、seek争取等
-- column binding: whether a target is binding // 是否为约束性
-- column status: what the authority reported: met, exceeded, … // 报告的完成情况：met、exceeded等
-- column within: what a rank or share is taken in // 位次或占比的范围
-- column base_period: the period a growth is reckoned from // 增长的基期
-- column price: nominal or real, where the documents say it // 价格口径：nominal名义或real可比价，文件说明时才有
-- column measure_type: of the metric: level, growth, share, count, … // 指标的量型：level、growth、share、count等
-- column direction: which way is better for the metric: up, down or neutral // 指标以何为优：up高、down低或neutral中性
-- column quote: its characters in the passage, at most 20 // 段落中的原字符，至多20个
-- column layer: stated or working // 层：stated或working
-- column graph: the named graph // 命名图
-- column passage: the passage // 段落
-- column document: its document // 所属文件
WITH said AS (
  SELECT s, g,
         min(lexical(o)) FILTER (p = jb('ofMetric')) AS metric,
         coalesce(list_sort(list(DISTINCT lexical(o)) FILTER (p = jb('about'))), []) AS about,
         min(code(lexical(o))) FILTER (p = jb('kind')) AS kind,
         min(lexical(o)) FILTER (p = jb('period')) AS period,
         min(lexical(o)) FILTER (p = jb('periodText')) AS period_text,
         min(code(lexical(o))) FILTER (p = jb('comparator')) AS comparator,
         min(try_cast(lexical(o) AS DOUBLE)) FILTER (p = jb('value')) AS value,
         min(try_cast(lexical(o) AS DOUBLE)) FILTER (p = jb('upperValue')) AS upper,
         min(lexical(o)) FILTER (p = jb('valueText')) AS words,
         min(code(lexical(o))) FILTER (p = jb('unit')) AS unit,
         min(code(lexical(o))) FILTER (p = jb('strength')) AS strength,
         coalesce(bool_or(lexical(o) = 'true') FILTER (p = jb('binding')), false) AS binding,
         min(code(lexical(o))) FILTER (p = jb('reportedStatus')) AS status,
         min(lexical(o)) FILTER (p = jb('within')) AS within,
         min(lexical(o)) FILTER (p = jb('basePeriod')) AS base_period,
         min(code(lexical(o))) FILTER (p = jb('priceBasis')) AS price,
         min(lexical(o)) FILTER (p = jb('quote')) AS quote
  FROM quads SEMI JOIN
       (SELECT s, g FROM quads WHERE p = rdf('type') AND o = ref(jb('Observation'))) USING (s, g)
  GROUP BY s, g
), metrics AS (
  SELECT s AS metric, min(code(lexical(o))) FILTER (p = jb('measureType')) AS measure_type,
         min(code(lexical(o))) FILTER (p = jb('direction')) AS direction,
         min(code(lexical(o))) FILTER (p = jb('priceBasis')) AS price
  FROM quads WHERE p IN (jb('measureType'), jb('direction'), jb('priceBasis')) GROUP BY s
), units AS (
  SELECT code(s) AS unit, min(code(lexical(o))) FILTER (p = qudt('scalingOf')) AS base_unit,
         min(try_cast(lexical(o) AS DOUBLE)) FILTER (p = qudt('conversionMultiplier')) AS factor
  FROM quads WHERE p IN (qudt('scalingOf'), qudt('conversionMultiplier')) GROUP BY s
)
SELECT a.s AS observation, a.metric, a.about, a.kind, a.period, a.period_text, t.start_date, t.end_date, t.year,
       coalesce(t.whole_year, false) AS whole_year, a.comparator, a.value, a.upper, a.words,
       a.unit, coalesce(u.base_unit, a.unit) AS base_unit, coalesce(u.factor, 1) AS factor, a.strength, a.binding,
       a.status, a.within, a.base_period, coalesce(a.price, m.price) AS price, m.measure_type, m.direction,
       a.quote, g.layer, a.g AS graph, g.passage, g.document
FROM said a
JOIN graphs g ON g.graph = a.g
LEFT JOIN periods t USING (period)
LEFT JOIN metrics m USING (metric)
LEFT JOIN units u USING (unit)
ORDER BY metric, observation, graph
