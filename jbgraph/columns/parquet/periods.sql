-- en: The times that documents speak of, with the days they mean.
-- zh: 文件所说的时期及其起止日。
-- column period: IRI // IRI
-- column name_zh: name in Chinese // 中文名称
-- column name_en: name in English // 英文名称
-- column start_date: first day, empty where no document says it // 起始日，文件未说明则为空
-- column end_date: last day // 截止日
-- column year: the year of the last day // 截止日所在年份
-- column whole_year: whether it is one calendar year // 是否为一个自然年
-- column our_reading: whether the days are our reading of the words // 起止日是否为我们的解读
SELECT c.s AS period, n.name_zh, n.name_en, d.start_date, d.end_date, CAST(year(d.end_date) AS INTEGER) AS year,
       coalesce(strftime(d.start_date, '%m-%d') = '01-01' AND strftime(d.end_date, '%m-%d') = '12-31'
                AND year(d.start_date) = year(d.end_date), false) AS whole_year,
       coalesce(d.our_reading, false) AS our_reading
FROM (SELECT DISTINCT s FROM quads WHERE p = rdf('type') AND o = ref(jb('Period'))) c
LEFT JOIN names n ON n.iri = c.s
LEFT JOIN (
  SELECT s, min(try_cast(lexical(o) AS DATE)) FILTER (p = jb('startDate')) AS start_date,
         min(try_cast(lexical(o) AS DATE)) FILTER (p = jb('endDate')) AS end_date,
         bool_or(lexical(o) = 'true') FILTER (p = jb('isReading')) AS our_reading
  FROM quads WHERE p IN (jb('startDate'), jb('endDate'), jb('isReading')) GROUP BY s
) d USING (s)
ORDER BY period
