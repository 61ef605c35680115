SELECT h.holder, a.type AS holder_type, h.role, answers(h.role) AS answers, h.thing, b.type AS thing_type,
       located(h.thing) AS place, d.year, h.document, h.graph AS passage, h.responsibility AS duty
FROM responsibilities h
LEFT JOIN entities a ON a.entity = h.holder
LEFT JOIN entities b ON b.entity = h.thing
LEFT JOIN documents d USING (document)
