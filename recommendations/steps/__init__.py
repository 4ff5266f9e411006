"""The life of a recommendation, one file a stretch: each method is a step, changes its own fields and
returns what else is to happen as data. Labels and articles follow 检察建议工作规定 and 公益诉讼办案规则."""
