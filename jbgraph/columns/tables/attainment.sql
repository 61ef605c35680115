SELECT t.metric, c.about, located(c.about) AS place, t.period, CAST(t.start_date AS VARCHAR) AS start_date,
       CAST(t.end_date AS VARCHAR) AS end_date, t.year,
       t.value AS target_value, t.upper AS target_value_upper, t.words AS target_value_words,
       t.comparator AS target_value_comparator, t.unit AS target_value_unit, t.quote AS target_value_quote,
       r.value AS result_value, r.upper AS result_value_upper, r.words AS result_value_words,
       r.comparator AS result_value_comparator, r.unit AS result_value_unit, r.quote AS result_value_quote,
       r.status AS reported, c.verdict AS compared, t.strength, t.binding,
       t.document AS target_document, r.document AS result_document,
       t.graph AS target_passage, r.graph AS result_passage, c.target, c.result
FROM comparisons c
JOIN observations t ON t.observation = c.target
JOIN observations r ON r.observation = c.result
WHERE t.layer IN ('stated', 'working') AND r.layer IN ('stated', 'working')
