"""The paper of this room."""

from assessment import evaluation_sheet
from documents import registry

EFFECT_EVALUATION = "effect_evaluation"

registry.register({EFFECT_EVALUATION: "落实效果评估报告"}, evaluation_sheet)
