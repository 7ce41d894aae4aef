question-slow = { $seconds ->
    [one] Un chiffre de cette page demandait plus d’une seconde : il a été interrompu.
   *[other] Un chiffre de cette page demandait plus de { $seconds } secondes : il a été interrompu.
} Resserrez la période ou les enseignes, et il viendra. Les pages des autres n’en sont pas touchées.
